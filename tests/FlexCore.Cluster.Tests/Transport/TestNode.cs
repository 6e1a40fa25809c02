using FlexCore.Application.Cluster;
using FlexCore.Cluster.Transport;

namespace FlexCore.Cluster.Tests.Transport;

/// <summary>A node that listens on a free port of the loopback address, with a service that the test scripts.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    public const string Cluster = "test";

    public TestNode(
        string name, long incarnation = 1, string cluster = Cluster, Action<TransportOptions>? configure = null, TransportTls? tls = null,
        TimeProvider? time = null, ProtocolRange? protocols = null)
    {
        var options = new TransportOptions { Port = 0, DrainTimeout = TimeSpan.FromSeconds(20) };
        configure?.Invoke(options);
        var identity = new TransportIdentity(new NodeId(name, incarnation), cluster) { Protocols = protocols ?? TransportIdentity.Supported };
        Transport = new NodeTransport(identity, options, tls, time ?? TimeProvider.System, Log);
        Transport.Register(Service);
        Transport.Start();
    }

    public KeptLog Log { get; } = new();

    public ScriptedService Service { get; } = new();

    public NodeTransport Transport { get; }

    public Member Member => At(Transport.Port);

    /// <summary>This node as others see it behind another port.</summary>
    public Member At(int port, long? incarnation = null) => new(
        Transport.Self with { Incarnation = incarnation ?? Transport.Self.Incarnation }, MemberStatus.Up, new NodeAddress("127.0.0.1", port));

    public async Task<byte[]> AskAsync(Member target, params byte[] body)
    {
        var frame = Transport.Begin(ServiceNumber.Echo);
        frame.Raw(body);
        return (await Transport.AskAsync(target, frame, TimeSpan.FromSeconds(60), CancellationToken.None)).ToArray();
    }

    public SendResult Tell(Member target, params byte[] body)
    {
        var frame = Transport.Begin(ServiceNumber.Echo);
        frame.Raw(body);
        return Transport.TryTell(target, frame);
    }

    public ValueTask DisposeAsync() => Transport.DisposeAsync();
}
