using FlexCore.Application.Streams;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Observation;
using FlexCore.Streams.Services;

namespace FlexCore.Streams.Execution;

/// <summary>What all attempts of one run share.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Run">Identity and checkpoint interval.</param>
/// <param name="Options">The bounds.</param>
/// <param name="Environment">Clock, checkpoint store, services and logger.</param>
/// <param name="Counters">The run's counters.</param>
internal sealed record RunContext(
    StreamGraph Graph,
    StreamRunOptions Run,
    StreamsOptions Options,
    RunEnvironment Environment,
    RunCounters Counters)
{
    /// <summary>The number of workers for the first segment.</summary>
    /// <remarks>A live run waits most of the time, and there may be hundreds of them: unless the pipeline asks for more, it has one.</remarks>
    public int Workers => WorkersOf(Graph, Options);

    /// <summary>What each operator of the run does.</summary>
    public required RunMeters Meters { get; init; }

    /// <summary>What sources and sinks may use.</summary>
    public RunServices Services => new()
    {
        Security = Run.Security,
        Clock = Environment.Clock,
        Logger = Environment.Logger,
        Shared = Environment.Services,
    };

    /// <summary>The number of workers for the first segment of a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="options">The bounds.</param>
    public static int WorkersOf(StreamGraph graph, StreamsOptions options) =>
        graph.Definition.Parallelism ?? (graph.IsLive ? 1 : options.Parallelism > 0 ? options.Parallelism : System.Environment.ProcessorCount);
}
