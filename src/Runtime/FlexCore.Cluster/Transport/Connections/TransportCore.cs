using FlexCore.Actors.Supervision;
using FlexCore.Application.Cluster;
using FlexCore.Cluster.Transport.Diagnostics;
using FlexCore.Cluster.Transport.Wire;

namespace FlexCore.Cluster.Transport.Connections;

/// <summary>What all connections of one node share.</summary>
/// <remarks>Thread-safe. Services are registered before the node listens.</remarks>
internal sealed class TransportCore(TransportIdentity identity, TransportOptions options, TransportTls? tls, TimeProvider time, TransportLog log) : IDisposable
{
    private readonly ITransportService?[] _services = new ITransportService?[byte.MaxValue + 1];
    private readonly ThreadLocal<WireWriter> _writers = new(static () => new WireWriter());

    internal TransportIdentity Identity { get; } = identity;

    internal TransportOptions Options { get; } = options;

    internal TransportTls? Tls { get; } = tls;

    internal TimeProvider Time { get; } = time;

    internal TransportLog Log { get; } = log;

    internal TransportInstruments Instruments { get; } = new();

    internal Backoff Backoff { get; } =
        new(options.ReconnectBackoffMin, options.ReconnectBackoffMax, options.ReconnectJitter, int.MaxValue, new Random(identity.Self.GetHashCode()));

    /// <summary>Says why a node is not served, or <see langword="null"/>; given by the membership.</summary>
    internal Func<NodeId, string?> Admission { get; set; } = static _ => null;

    /// <summary>Whether the node stops: nothing new is accepted.</summary>
    internal bool IsStopping { get; set; }

    /// <summary>Told of every request that has its end, in either direction, and of every connection that has.</summary>
    internal StopWait Stop { get; } = new(time);

    /// <inheritdoc/>
    public void Dispose()
    {
        Instruments.Dispose();
        _writers.Dispose();
    }

    /// <summary>A frame to fill. It is this thread's only one: give it to the transport before the next is begun.</summary>
    internal WireWriter Begin() => (_writers.Value ?? throw new InvalidOperationException("A thread has no frame writer.")).Begin();

    internal void Register(ITransportService service)
    {
        if (Interlocked.CompareExchange(ref _services[(byte)service.Number], service, null) is not null)
        {
            throw new InvalidOperationException($"The service {service.Number} of node {Identity.Self} is registered twice.");
        }
    }

    internal ITransportService? ServiceOf(byte number) => Volatile.Read(ref _services[number]);
}
