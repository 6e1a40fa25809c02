namespace FlexCore.Persistence.Sqlite.State;

/// <summary>The end of what is committed, as readers may see it: the newest seq, each shard's newest offset, and a wake-up call.</summary>
/// <remarks>
/// The writer thread publishes; any thread reads. Offsets are published before the seq, so a reader that stays at or below
/// <see cref="Seq"/> never sees an event that is above its shard's published offset.
/// </remarks>
internal sealed class CommittedEnd
{
    private readonly Lock _gate = new();
    private readonly long[] _offsets;
    private long _seq;
    private TaskCompletionSource? _waiters;
    private Exception? _stopped;

    public CommittedEnd(long seq, long[] offsets)
    {
        _seq = seq;
        _offsets = [.. offsets];
    }

    public int ShardCount => _offsets.Length;

    public long Seq => Volatile.Read(ref _seq);

    public long OffsetOf(int shard) => Volatile.Read(ref _offsets[shard]);

    /// <summary>Writer thread only.</summary>
    public void PublishOffset(int shard, long offset) => Volatile.Write(ref _offsets[shard], offset);

    /// <summary>Writer thread only, after the offsets.</summary>
    public void PublishSeq(long seq)
    {
        TaskCompletionSource? waiters;
        lock (_gate)
        {
            Volatile.Write(ref _seq, seq);
            waiters = _waiters;
            _waiters = null;
        }

        waiters?.SetResult();
    }

    /// <summary>Wakes every waiter with the reason why nothing will come any more.</summary>
    public void Stop(Exception reason)
    {
        TaskCompletionSource? waiters;
        lock (_gate)
        {
            _stopped ??= reason;
            waiters = _waiters;
            _waiters = null;
        }

        waiters?.SetException(reason);
    }

    /// <summary>Completes as soon as something is committed above a seq. Nothing polls.</summary>
    public Task WhenAboveAsync(long seq, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_seq > seq)
            {
                return Task.CompletedTask;
            }

            if (_stopped is { } reason)
            {
                return Task.FromException(reason);
            }

            _waiters ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _waiters.Task.WaitAsync(cancellationToken);
        }
    }
}
