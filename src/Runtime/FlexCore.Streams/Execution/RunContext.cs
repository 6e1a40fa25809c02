using FlexCore.Application.Streams;
using FlexCore.Streams.Graphs;
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
    public int Workers => Graph.Definition.Parallelism ?? (Graph.IsLive ? 1 : ByMachine);

    /// <summary>What sources and sinks may use.</summary>
    public RunServices Services => new()
    {
        Security = Run.Security,
        Clock = Environment.Clock,
        Logger = Environment.Logger,
        Shared = Environment.Services,
    };

    private int ByMachine => Options.Parallelism > 0 ? Options.Parallelism : System.Environment.ProcessorCount;
}
