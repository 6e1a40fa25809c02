using FlexCore.Application.Cluster;
using FlexCore.Cluster.Transport;
using FlexCore.Cluster.Transport.Connections;
using FlexCore.Cluster.Transport.Wire;
using FlexCore.Testing.Probes;

namespace FlexCore.Cluster.Tests.Transport;

/// <summary>Answers with what it was sent, unless the first byte says otherwise.</summary>
internal sealed class ScriptedService : ITransportService
{
    /// <summary>Keeps the request unanswered; the test answers it.</summary>
    public const byte Hold = 200;

    /// <summary>Throws a fault.</summary>
    public const byte Explode = 201;

    /// <summary>Says that the request is malformed.</summary>
    public const byte Malformed = 202;

    /// <summary>Answers with as many MiB as the second byte says, if there is room.</summary>
    public const byte Large = 203;

    public Probe<InboundCall> Held { get; } = new();

    public Probe<(NodeId From, byte[] Body)> Told { get; } = new();

    public Probe<byte[]> Asked { get; } = new();

    public ServiceNumber Number => ServiceNumber.Echo;

    public void OnRequest(InboundCall call, ReadOnlySpan<byte> body)
    {
        Asked.Add(body.ToArray());
        switch (body.IsEmpty ? 0 : body[0])
        {
            case Hold:
                Held.Add(call);
                break;
            case Explode:
                throw new InvalidOperationException("The service exploded, as ordered.");
            case Malformed:
                throw new WireException("It is malformed, as ordered.");
            case Large:
                var large = call.Begin();
                large.Raw(new byte[body[1] * 1024 * 1024]);
                call.ReplyIfRoom(large);
                break;
            default:
                var frame = call.Begin();
                frame.Raw(body);
                call.Reply(frame);
                break;
        }
    }

    public void OnTell(NodeId from, ReadOnlySpan<byte> body) => Told.Add((from, body.ToArray()));
}
