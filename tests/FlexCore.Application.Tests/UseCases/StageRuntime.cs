using FlexCore.Application.Streams;
using FlexCore.Testing.Probes;

namespace FlexCore.Application.Tests.UseCases;

/// <summary>A runtime whose runs wait on a stage until the test says how they go on. Thread-safe.</summary>
internal sealed class StageRuntime : IStreamRuntime
{
    private readonly Probe<StageRun> _started = new();

    /// <summary>Asked before each start; what it returns is thrown instead.</summary>
    public Func<StreamRunOptions, Exception?> Fault { get; set; } = static _ => null;

    /// <summary>Made by each run as it begins; the default is the beginning of a stream.</summary>
    public StreamProgress Begin { get; set; } = StageRun.ProgressOf(0);

    public Task<StageRun> NextAsync() => _started.NextAsync("a run begins");

    public Task<IStreamRun> StartAsync(IStreamGraph graph, StreamRunOptions options, CancellationToken cancellationToken = default)
    {
        if (Fault(options) is { } fault)
        {
            return Task.FromException<IStreamRun>(fault);
        }

        var run = new StageRun(graph, options, Begin);
        _started.Add(run);
        return Task.FromResult<IStreamRun>(run);
    }
}
