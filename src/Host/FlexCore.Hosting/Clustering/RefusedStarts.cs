using FlexCore.Domain;
using FlexCore.Hosting.Logging;

namespace FlexCore.Hosting.Clustering;

/// <summary>Starts streams of this node that were refused, again and again, until they are at work or belong to another node.</summary>
/// <remarks>
/// A refusal passes: another stream ends, the files of a job come back. Nobody else would try, because neither the shard nor the pipeline changes. Thread-safe; one
/// task for each refused pipeline, so there are at most as many as the catalog has pipelines.
/// </remarks>
/// <param name="tryAgain">Starts a pipeline's stream if it should run here; says why not, or null when there is nothing left to do.</param>
/// <param name="clock">Measures the pauses.</param>
/// <param name="log">Where every refusal goes.</param>
internal sealed class RefusedStarts(Func<EntityId, CancellationToken, Task<Refusal?>> tryAgain, TimeProvider clock, ClusterNodeLog log) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<EntityId, Waiting> _waiting = [];
    private readonly CancellationTokenSource _stop = new();

    /// <summary>The pause before the first repeat; it doubles with every further one.</summary>
    public static TimeSpan PauseMin { get; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause between two attempts.</summary>
    public static TimeSpan PauseMax { get; } = TimeSpan.FromSeconds(30);

    /// <summary>How many pipelines wait for their next attempt.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Takes a refused start; one whose pipeline is waiting already waits on.</summary>
    public void Add(EntityId pipeline, Refusal refusal)
    {
        log.NotStarted(pipeline, refusal.Message, PauseMin);
        lock (_gate)
        {
            if (_waiting.TryGetValue(pipeline, out var waiting))
            {
                waiting.IsRefusedAnew = true;
            }
            else if (!_stop.IsCancellationRequested)
            {
                waiting = _waiting[pipeline] = new Waiting();
                _ = RepeatAsync(pipeline, waiting);
            }
        }
    }

    /// <summary>Gives up all attempts, because the node ends, and waits for those that run.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        Task[] ends;
        lock (_gate)
        {
            ends = [.. _waiting.Values.Select(static waiting => waiting.Ended.Task)];
        }

        await Task.WhenAll(ends).ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task RepeatAsync(EntityId pipeline, Waiting waiting)
    {
        var pause = PauseMin;
        while (await PauseAsync(pause).ConfigureAwait(false))
        {
            if (await AttemptAsync(pipeline).ConfigureAwait(false) is { } reason)
            {
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, PauseMax.Ticks));
                log.NotStarted(pipeline, reason, pause);
            }
            else if (HasEnded(pipeline, waiting))
            {
                return;
            }
        }

        HasEnded(pipeline, waiting);
    }

    // Under the lock under which a new refusal comes: it finds the pipeline either waiting still or not at all.
    private bool HasEnded(EntityId pipeline, Waiting waiting)
    {
        lock (_gate)
        {
            if (waiting.IsRefusedAnew && !_stop.IsCancellationRequested)
            {
                waiting.IsRefusedAnew = false;
                return false;
            }

            _waiting.Remove(pipeline);
            waiting.Ended.SetResult();
            return true;
        }
    }

    private async Task<bool> PauseAsync(TimeSpan pause)
    {
        await Task.Delay(pause, clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !_stop.IsCancellationRequested;
    }

    private async Task<string?> AttemptAsync(EntityId pipeline)
    {
        try
        {
            return (await tryAgain(pipeline, _stop.Token).ConfigureAwait(false))?.Message;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception error)
        {
            // The supervision boundary: whatever an attempt throws, for example because the database is away, the next one may succeed.
            return error.Message;
        }
    }

    private sealed class Waiting
    {
        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsRefusedAnew { get; set; }
    }
}
