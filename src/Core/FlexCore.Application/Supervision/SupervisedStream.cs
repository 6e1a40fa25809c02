using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.Application.Pipelines;

namespace FlexCore.Application.Supervision;

/// <summary>One stream that the node keeps at work: starts its run, starts it again after failures, stops it when asked.</summary>
/// <remarks>
/// One task runs the loop and is the only one that changes what the stream does. Other threads read <see cref="Activity"/> and ask for a stop. Whatever
/// fails here ends this stream alone.
/// </remarks>
internal sealed class SupervisedStream(StreamOrder order, SupervisorServices services, SupervisorOptions options, TimeProvider clock)
{
    private readonly RunRecorder _recorder = new(services, clock);
    private readonly TaskCompletionSource<string> _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile StreamActivity _activity = new(StreamPhase.Starting, 0, null, null, null);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StreamOrder Order => order;

    public SupervisorServices Services => services;

    /// <summary>Whether it failed for good; true from before <see cref="Ended"/> completes.</summary>
    public bool HasGivenUp { get; private set; }

    /// <summary>Completes with the reason when a stop was asked for.</summary>
    public Task<string> StopRequested => _stop.Task;

    /// <summary>What it does now.</summary>
    public StreamActivity Activity => _activity;

    /// <summary>Completes when the stream has ended and that is on record. Never faults.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Begins; called once.</summary>
    /// <param name="onEnded">Called when the stream has ended, before <see cref="Ended"/> completes.</param>
    public void Begin(Action<SupervisedStream> onEnded) => _ = Task.Run(() => LoopAsync(onEnded));

    /// <summary>Says that a run is at work; called by its attempt, on the loop's task.</summary>
    public void OnRunning(RunningPipeline run)
    {
        _activity = _activity with { Phase = StreamPhase.Running, Run = run };
        services.Observer.Started(order.Part, run.Attempt);
    }

    /// <summary>Says that the run finishes what is in flight; called by its attempt, on the loop's task.</summary>
    public void OnDraining() => _activity = _activity with { Phase = StreamPhase.Draining };

    /// <summary>Asks for a stop and returns at once; the first reason counts.</summary>
    /// <param name="reason">Why, for the history.</param>
    public void RequestStop(string reason) => _stop.TrySetResult(reason);

    private async Task LoopAsync(Action<SupervisedStream> onEnded)
    {
        try
        {
            await SuperviseAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // The supervision boundary: nothing that one stream does may disturb another.
            await GiveUpAsync($"{error.GetType().Name}: {error.Message}").ConfigureAwait(false);
        }
        finally
        {
            _activity = _activity with { Phase = StreamPhase.Ended, Run = null, NextRestartAt = null };
            onEnded(this);
            _ended.SetResult();
        }
    }

    private async Task SuperviseAsync()
    {
        if (await HasCompletedAsync().ConfigureAwait(false))
        {
            await CompleteAsync().ConfigureAwait(false);
            return;
        }

        var compiled = services.Compiler.Compile(order.Document, order.Options);
        if (compiled is not { Graph: { } graph, Definition: { } definition })
        {
            await GiveUpAsync($"The document has mistakes, the first: {compiled.Findings[0].Message}").ConfigureAwait(false);
            return;
        }

        var request = new RunPipelineRequest
        {
            Security = order.Security,
            Graph = graph,
            Definition = definition,
            Key = order.Part.Key,
            Partition = order.Partition,
            RunId = order.RunId,
            CheckpointInterval = compiled.CheckpointInterval,
            Resume = order.Fresh ? ResumePolicy.Fresh : ResumePolicy.Automatic,
        };
        var restarts = 0;
        while (!_stop.Task.IsCompleted)
        {
            var attempt = new StreamAttempt(this, request, options, clock);
            var error = await attempt.RunAsync().ConfigureAwait(false);
            if (error is null)
            {
                await EndAsync(attempt).ConfigureAwait(false);
                return;
            }

            restarts = attempt.MadeProgress ? 1 : restarts + 1;
            if (!RestartPolicy.CanHelp(error) || restarts > options.RestartsMax)
            {
                await GiveUpAsync(error.Message).ConfigureAwait(false);
                return;
            }

            // A run that began goes on at its checkpoint; "fresh" was for its beginning.
            request = attempt.HasBegun ? request.WithResume(ResumePolicy.Automatic) : request;
            await PauseAsync(restarts, error).ConfigureAwait(false);
        }

        services.Observer.Ended(order.Part, "stopped");
    }

    // The store may be away, or the stream's entity on its way to another node: that is no reason to give the stream up.
    private async Task<bool> HasCompletedAsync()
    {
        for (var restarts = 1; ; restarts++)
        {
            try
            {
                return await _recorder.HasCompletedAsync(order).ConfigureAwait(false);
            }
            catch (Exception error) when (error is JournalException or EntityFailedException or AskTimeoutException && (restarts <= options.RestartsMax || _stop.Task.IsCompleted))
            {
                await PauseAsync(restarts, error).ConfigureAwait(false);
            }

            if (_stop.Task.IsCompleted)
            {
                return false;
            }
        }
    }

    private async Task PauseAsync(int restarts, Exception error)
    {
        var delay = RestartPolicy.DelayBefore(restarts, options);
        _activity = new StreamActivity(StreamPhase.Restarting, restarts, clock.GetUtcNow() + delay, error.Message, null);
        services.Observer.Restarting(order.Part, restarts, delay, error);
        using var waiting = new CancellationTokenSource();
        await Task.WhenAny(_stop.Task, Task.Delay(delay, clock, waiting.Token)).ConfigureAwait(false);
        await waiting.CancelAsync().ConfigureAwait(false);
        _activity = _activity with { Phase = StreamPhase.Starting, NextRestartAt = null };
    }

    private Task EndAsync(StreamAttempt attempt)
    {
        if (attempt.HasCompleted)
        {
            return CompleteAsync();
        }

        services.Observer.Ended(order.Part, "stopped");
        return Task.CompletedTask;
    }

    private async Task CompleteAsync()
    {
        await _recorder.CompleteAsync(order).ConfigureAwait(false);
        services.Observer.Ended(order.Part, "completed");
    }

    private async Task GiveUpAsync(string reason)
    {
        var error = order.Partition is { } partition ? $"Partition {partition}: {reason}" : reason;
        HasGivenUp = true;
        _activity = _activity with { Error = error };
        services.Observer.GaveUp(order.Part, error);
        await _recorder.FailAsync(order, error).ConfigureAwait(false);
    }
}
