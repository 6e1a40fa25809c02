using FlexCore.Application.Streams;

namespace FlexCore.Application.Pipelines;

/// <summary>One attempt of a run at work.</summary>
/// <remarks>Members may be called from any thread; <see cref="WaitAsync"/> is called once.</remarks>
public sealed class RunningPipeline : IAsyncDisposable
{
    private readonly IStreamRun _run;
    private readonly PipelineRunLog _log;
    private volatile string? _stopReason;

    internal RunningPipeline(IStreamRun run, PipelineRunLog log, bool isResumed)
    {
        _run = run;
        _log = log;
        IsResumed = isResumed;
        StartProgress = run.Progress;
    }

    /// <summary>The run itself, for live views; it belongs to this attempt.</summary>
    internal IStreamRun Run => _run;

    /// <summary>The run's id; a resumed run keeps it.</summary>
    public string RunId => _log.RunId;

    /// <summary>How often this run was started, from 1.</summary>
    public int Attempt => _log.Attempt;

    /// <summary>Whether this attempt goes on with an interrupted run.</summary>
    public bool IsResumed { get; }

    /// <summary>The counters when this attempt began: what earlier attempts had done.</summary>
    public StreamProgress StartProgress { get; }

    /// <summary>The counters now.</summary>
    public StreamProgress Progress => _run.Progress;

    /// <summary>Waits for the end and records it; meanwhile records each checkpoint.</summary>
    /// <param name="observer">Called at every tick and once at the end.</param>
    /// <param name="ticks">Sets the pace at which checkpoints are looked for and the observer is called.</param>
    /// <returns>How the attempt ended.</returns>
    /// <exception cref="StreamException">The run failed; the failure is on record and the run can be resumed.</exception>
    /// <exception cref="OperationCanceledException">The run was aborted; it can be resumed from its last checkpoint.</exception>
    public async Task<PipelineRunStatus> WaitAsync(Action<StreamProgress> observer, PeriodicTimer ticks)
    {
        ArgumentNullException.ThrowIfNull(observer);
        ArgumentNullException.ThrowIfNull(ticks);
        try
        {
            await WatchAsync(observer, ticks).ConfigureAwait(false);
            await _run.Completion.ConfigureAwait(false);
        }
        catch (StreamException error)
        {
            await _log.FailAsync(error).ConfigureAwait(false);
            throw;
        }

        var progress = _run.Progress;
        await _log.RecordCheckpointAsync(progress).ConfigureAwait(false);
        observer(progress);
        if (_stopReason is { } reason)
        {
            await _log.StopAsync(progress, reason).ConfigureAwait(false);
            return PipelineRunStatus.Stopped;
        }

        await _log.CompleteAsync(progress).ConfigureAwait(false);
        return PipelineRunStatus.Completed;
    }

    /// <summary>Stops reading, lets records in flight finish, takes a checkpoint and ends.</summary>
    /// <param name="reason">Why, for the history.</param>
    public Task StopAsync(string reason)
    {
        _stopReason = reason;
        return _run.DrainAsync();
    }

    /// <summary>Ends at once; the run goes on from its last checkpoint when it is started again.</summary>
    public Task AbortAsync() => _run.AbortAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _run.DisposeAsync();

    private async Task WatchAsync(Action<StreamProgress> observer, PeriodicTimer ticks)
    {
        var tick = ticks.WaitForNextTickAsync().AsTask();
        while (await Task.WhenAny(_run.Completion, tick).ConfigureAwait(false) == tick)
        {
            var progress = _run.Progress;
            observer(progress);
            await _log.RecordCheckpointAsync(progress).ConfigureAwait(false);
            tick = ticks.WaitForNextTickAsync().AsTask();
        }
    }
}
