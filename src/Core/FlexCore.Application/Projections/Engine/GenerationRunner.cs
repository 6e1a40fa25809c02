using FlexCore.Application.Feed;
using FlexCore.Application.Journal;

namespace FlexCore.Application.Projections.Engine;

/// <summary>Keeps one generation of a projection up to date on this node: with the events of the shards that are this node's.</summary>
/// <remarks>
/// One loop does all work; <see cref="Refresh"/>, <see cref="Position"/> and <see cref="WhenMovedAsync"/> are for any thread. When anything is in doubt (a commit was refused, a
/// store failed, shards came or went) the loop begins anew from what is stored.
/// </remarks>
internal sealed class GenerationRunner : IAsyncDisposable
{
    private readonly GenerationSpec _spec;
    private readonly ProjectionServices _services;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private CancellationTokenSource _round = new();
    private TaskCompletionSource _moved = NewSource();
    private FeedCursor _position = FeedCursor.Start;
    private int _parked;
    private Task _running = Task.CompletedTask;

    public GenerationRunner(GenerationSpec spec, ProjectionServices services)
    {
        _spec = spec;
        _services = services;
    }

    public GenerationSpec Spec => _spec;

    /// <summary>How far this node has come, stored or not: the effect of every event of its shards up to here can be seen.</summary>
    public FeedCursor Position => Volatile.Read(ref _position);

    /// <summary>How many events of this node's shards are put aside.</summary>
    public int Parked => Volatile.Read(ref _parked);

    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>Begins anew from what is stored.</summary>
    public void Refresh()
    {
        lock (_gate)
        {
            _round.Cancel();
        }
    }

    /// <summary>A task that completes when the position has changed after the call.</summary>
    public Task WhenMovedAsync() => Volatile.Read(ref _moved).Task;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        Refresh();
        await _running.ConfigureAwait(false);
        _stopping.Dispose();
        _round.Dispose();
    }

    /// <summary>How many events of this node's shards lie between its position and a place.</summary>
    internal long LagBehind(FeedCursor end)
    {
        var (position, lag) = (Position, 0L);
        var home = _spec.HomeShard(_services.Shards.ShardCount);
        foreach (var (shard, offset) in end.Offsets)
        {
            if (_services.Shards.LeaseOf(_spec.Scope == ProjectionScope.All ? home : shard) is not null)
            {
                lag += Math.Max(0, offset - position.OffsetOf(shard));
            }
        }

        return lag;
    }

    internal void MoveTo(FeedCursor position, int parked)
    {
        Volatile.Write(ref _parked, parked);
        Volatile.Write(ref _position, position);
        Interlocked.Exchange(ref _moved, NewSource()).TrySetResult();
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            var round = NewRound();
            try
            {
                await new GenerationRound(_spec, _services, MoveTo).RunAsync(round).ConfigureAwait(false);
                await Task.Delay(_services.Options.RestartDelay, _services.Clock, round).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (round.IsCancellationRequested)
            {
                // Somebody has asked to begin anew, or to end: the condition of the loop says which.
                continue;
            }
            catch (FeedCursorException error)
            {
                await FaultAsync(error.Message).ConfigureAwait(false);
            }
            catch (CorruptEventException error)
            {
                await FaultAsync(error.Message).ConfigureAwait(false);
            }
            catch (Exception error) // The boundary of the runner: it goes on by itself after a pause.
            {
                _services.Observer.Interrupted(_spec.Name, error);
                await PauseAsync(_services.Options.RestartDelay).ConfigureAwait(false);
            }
        }
    }

    private CancellationToken NewRound()
    {
        lock (_gate)
        {
            if (_round.IsCancellationRequested)
            {
                _round.Dispose();
                _round = new CancellationTokenSource();
            }

            if (_stopping.IsCancellationRequested)
            {
                _round.Cancel();
            }

            return _round.Token;
        }
    }

    private async Task FaultAsync(string reason)
    {
        try
        {
            await _services.Store.SetFaultAsync(_spec.Generation.Id, reason, _stopping.Token).ConfigureAwait(false);
            _services.Observer.Faulted(_spec.Name, _spec.Generation.Id, reason);
            await PauseAsync(Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        }
        catch (Exception error) when (error is JournalException or OperationCanceledException)
        {
            _services.Observer.Interrupted(_spec.Name, error);
            await PauseAsync(_services.Options.RestartDelay).ConfigureAwait(false);
        }
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        CancellationToken round;
        lock (_gate)
        {
            round = _round.Token;
        }

        await Task.Delay(pause, _services.Clock, round).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
