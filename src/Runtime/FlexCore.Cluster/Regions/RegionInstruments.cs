using System.Diagnostics.Metrics;

namespace FlexCore.Cluster.Regions;

/// <summary>The metrics of the way to one kind of entity, in the meter <c>FlexCore.Cluster</c>, each with the tag <c>kind</c>.</summary>
/// <remarks>Thread-safe. Lives as long as the process.</remarks>
internal sealed class RegionInstruments
{
    private readonly Counter<long> _remote;
    private readonly Counter<long> _returned;

    internal RegionInstruments(string kind, Func<int> held)
    {
        var meter = new Meter("FlexCore.Cluster", null, [new KeyValuePair<string, object?>("kind", kind)]);
        _remote = meter.CreateCounter<long>("flexcore.regions.remote", "{command}", "Commands and reads sent to the node that owns their entity.");
        _returned = meter.CreateCounter<long>("flexcore.regions.returned", "{command}", "Commands and reads that came back unprocessed and were tried again.");
        meter.CreateObservableUpDownCounter("flexcore.regions.held", held, "{command}", "Commands and reads that wait because their shard moves or its owner cannot be reached.");
    }

    internal void CountRemote() => _remote.Add(1);

    internal void CountReturned() => _returned.Add(1);
}
