using FlexCore.Streams.Records;
using FlexCore.Streams.Sinks;

namespace FlexCore.Streams.Graphs;

/// <summary>A sink of a graph.</summary>
/// <param name="Name">What it writes, for messages.</param>
/// <param name="Create">Makes the sink, closed.</param>
internal sealed record SinkPlan(string Name, Func<IRecordSink> Create)
{
    /// <summary>The rows it gets.</summary>
    public RecordLayout Layout { get; init; } = new([]);
}
