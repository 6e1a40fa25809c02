using FlexCore.Application.Pipelines;

namespace FlexCore.Application.Supervision;

/// <summary>One attempt of a supervised stream: from a start of its run to its end. Used by the stream's loop alone.</summary>
internal sealed class StreamAttempt(SupervisedStream stream, RunPipelineRequest request, SupervisorOptions options, TimeProvider clock)
{
    /// <summary>Whether the run was started.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Whether it took a checkpoint.</summary>
    public bool MadeProgress { get; private set; }

    /// <summary>Whether the end of the source was reached.</summary>
    public bool HasCompleted { get; private set; }

    /// <returns>Why it failed; <see langword="null"/> when it completed or was stopped.</returns>
    public async Task<Exception?> RunAsync()
    {
        try
        {
            await using var run = await stream.Services.RunPipeline.StartAsync(request).ConfigureAwait(false);
            HasBegun = true;
            stream.OnRunning(run);
            try
            {
                HasCompleted = await WaitAsync(run).ConfigureAwait(false) == PipelineRunStatus.Completed;
                return null;
            }
            finally
            {
                MadeProgress = run.Progress.Checkpoints > run.StartProgress.Checkpoints;
            }
        }
        catch (OperationCanceledException) when (stream.StopRequested.IsCompleted)
        {
            return null;
        }
        catch (Exception error)
        {
            // The supervision boundary: whatever ends a run, the loop decides whether it starts again.
            return error;
        }
    }

    private async Task<PipelineRunStatus> WaitAsync(RunningPipeline run)
    {
        using var ticks = new PeriodicTimer(options.ReportInterval, clock);
        var waiting = run.WaitAsync(static _ => { }, ticks);
        if (await Task.WhenAny(waiting, stream.StopRequested).ConfigureAwait(false) != waiting)
        {
            await StopAsync(run, waiting).ConfigureAwait(false);
        }

        return await waiting.ConfigureAwait(false);
    }

    private async Task StopAsync(RunningPipeline run, Task waiting)
    {
        stream.OnDraining();
        var draining = run.StopAsync(await stream.StopRequested.ConfigureAwait(false));
        using var deadline = new CancellationTokenSource();
        if (await Task.WhenAny(waiting, Task.Delay(options.DrainTimeout, clock, deadline.Token)).ConfigureAwait(false) != waiting)
        {
            stream.Services.Observer.DrainTimedOut(stream.Order.Part);
            await run.AbortAsync().ConfigureAwait(false);
        }

        await deadline.CancelAsync().ConfigureAwait(false);

        // How the run ended is the business of the task that waits for it.
        await draining.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
