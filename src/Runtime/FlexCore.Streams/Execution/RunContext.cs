using FlexCore.Application.Streams;
using FlexCore.Streams.Graphs;

namespace FlexCore.Streams.Execution;

/// <summary>What all attempts of one run share.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Run">Identity and checkpoint interval.</param>
/// <param name="Options">The bounds.</param>
/// <param name="Environment">Clock, checkpoint store, standard input and logger.</param>
/// <param name="Counters">The run's counters.</param>
internal sealed record RunContext(
    StreamGraph Graph,
    StreamRunOptions Run,
    StreamsOptions Options,
    RunEnvironment Environment,
    RunCounters Counters)
{
    /// <summary>The number of workers for the first segment.</summary>
    public int Workers => Graph.Definition.Parallelism
        ?? (Options.Parallelism > 0 ? Options.Parallelism : System.Environment.ProcessorCount);
}
