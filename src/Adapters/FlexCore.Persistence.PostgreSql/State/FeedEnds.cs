using FlexCore.Application.Feed;

namespace FlexCore.Persistence.PostgreSql.State;

/// <summary>How far each shard is known to be committed, by whichever node, and a wake-up call for those that wait for more. Thread-safe.</summary>
/// <remarks>What is known never goes back and never runs ahead of what is durable; the database may be further.</remarks>
internal sealed class FeedEnds(int shardCount)
{
    private readonly Lock _gate = new();
    private readonly long[] _offsets = new long[shardCount];
    private TaskCompletionSource _grown = NewSignal();
    private TaskCompletionSource _watched = NewSignal();
    private Exception? _stopped;
    private int _waiting;
    private long _total;

    public int ShardCount => _offsets.Length;

    /// <summary>How many events are known.</summary>
    public long Total => Volatile.Read(ref _total);

    public long OffsetOf(int shard) => shard >= 0 && shard < _offsets.Length ? Volatile.Read(ref _offsets[shard]) : 0;

    /// <summary>The cursor behind everything that is known.</summary>
    public FeedCursor ToCursor() => FeedCursor.Start.With(
        Enumerable.Range(0, _offsets.Length).Select(shard => KeyValuePair.Create(shard, OffsetOf(shard))).Where(static shard => shard.Value > 0));

    /// <summary>Learns of committed events and wakes those that wait.</summary>
    /// <param name="ends">Shards with the newest offset seen in each; older news is ignored.</param>
    public void Raise(ReadOnlySpan<(int Shard, long Offset)> ends)
    {
        TaskCompletionSource? grown = null;
        lock (_gate)
        {
            foreach (var (shard, offset) in ends)
            {
                if (offset > _offsets[shard])
                {
                    _total += offset - _offsets[shard];
                    Volatile.Write(ref _offsets[shard], offset);
                    grown = _grown;
                }
            }

            if (grown is not null)
            {
                _grown = NewSignal();
            }
        }

        grown?.TrySetResult();
    }

    /// <summary>Take this before reading, and await it with <see cref="WaitAsync"/> after: an event that comes between is not missed.</summary>
    public Task Grown()
    {
        lock (_gate)
        {
            return _stopped is { } reason ? Task.FromException(reason) : _grown.Task;
        }
    }

    /// <summary>Waits for growth, and makes the poller look for it meanwhile.</summary>
    public async Task WaitAsync(Task grown, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_waiting++ == 0)
            {
                _watched.TrySetResult();
            }
        }

        try
        {
            await grown.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                if (--_waiting == 0)
                {
                    _watched = NewSignal();
                }
            }
        }
    }

    /// <summary>Completes as soon as somebody waits.</summary>
    public Task WhenWatchedAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _watched.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Wakes every waiter, now and later, with the reason why nothing will come any more.</summary>
    public void Stop(Exception reason)
    {
        TaskCompletionSource grown;
        lock (_gate)
        {
            _stopped ??= reason;
            grown = _grown;
        }

        grown.TrySetException(reason);

        // Nobody may be waiting; a fault that no one asked for is no news then.
        _ = grown.Task.Exception;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
