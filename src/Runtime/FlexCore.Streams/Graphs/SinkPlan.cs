using FlexCore.Streams.Sinks;

namespace FlexCore.Streams.Graphs;

/// <summary>A sink of a graph.</summary>
/// <param name="Name">What it writes, for messages.</param>
/// <param name="Create">Makes the sink, closed.</param>
internal sealed record SinkPlan(string Name, Func<IRecordSink> Create);
