namespace FlexCore.Persistence.Commit;

/// <summary>What waits for the next commit. Producers add; one writer takes everything at once.</summary>
/// <typeparam name="T">The work.</typeparam>
/// <remarks>
/// Two lists change places, so that the writer holds the lock only for the exchange and batches grow by themselves while it is
/// busy. No timer is involved: an idle writer sleeps until the first item comes. Any thread may enqueue and close; only the writer
/// takes: a thread of its own with <see cref="TakeAll"/>, or a task with <see cref="TakeAllAsync"/>.
/// </remarks>
public sealed class GroupCommitQueue<T>
{
    private const int GatherRoundsMax = 200;
    private const int GatherQuietMax = 20;
    private const int GatherSpins = 20;

    private readonly object _gate = new();
    private readonly int _capacity;
    private readonly long _bytesMax;
    private List<T> _waiting = [];
    private List<T> _spare = [];
    private long _waitingBytes;
    private int _lastTaken;
    private bool _writerSleeps;
    private TaskCompletionSource? _arrival;
    private bool _closed;

    /// <summary>Creates an empty queue.</summary>
    /// <param name="capacity">The most items that may wait.</param>
    /// <param name="bytesMax">The most bytes that may wait; a single larger item is taken when the queue is empty.</param>
    public GroupCommitQueue(int capacity, long bytesMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(bytesMax, 1);
        _capacity = capacity;
        _bytesMax = bytesMax;
    }

    /// <summary>How many items wait.</summary>
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

    /// <summary>Adds an item behind all others.</summary>
    /// <param name="item">The item.</param>
    /// <param name="bytes">The memory it holds while it waits.</param>
    /// <returns>Whether it was taken.</returns>
    public EnqueueResult Enqueue(T item, long bytes)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return EnqueueResult.Closed;
            }

            if (_waiting.Count >= _capacity || (_waiting.Count > 0 && _waitingBytes + bytes > _bytesMax))
            {
                return EnqueueResult.Full;
            }

            _waiting.Add(item);
            _waitingBytes += bytes;
            if (_writerSleeps)
            {
                _writerSleeps = false;
                Monitor.Pulse(_gate);
            }

            _arrival?.TrySetResult();

            return EnqueueResult.Accepted;
        }
    }

    /// <summary>Refuses further items. What already waits is still taken.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
            _arrival?.TrySetResult();
        }
    }

    /// <summary>Waits for work on the writer's thread and takes all of it.</summary>
    /// <returns>The items in order, valid until the next call; empty only when the queue is closed and drained.</returns>
    public IReadOnlyList<T> TakeAll()
    {
        Gather();
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_closed)
            {
                _writerSleeps = true;
                Monitor.Wait(_gate);
            }

            _writerSleeps = false;
            return Exchange();
        }
    }

    /// <summary>Waits for work without holding a thread and takes all of it.</summary>
    /// <returns>The items in order, valid until the next call; empty only when the queue is closed and drained.</returns>
    public async ValueTask<IReadOnlyList<T>> TakeAllAsync()
    {
        Gather();
        while (true)
        {
            Task arrival;
            lock (_gate)
            {
                if (_waiting.Count > 0 || _closed)
                {
                    _arrival = null;
                    return Exchange();
                }

                _arrival = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                arrival = _arrival.Task;
            }

            await arrival.ConfigureAwait(false);
        }
    }

    private List<T> Exchange()
    {
        _spare.Clear();
        (_waiting, _spare) = (_spare, _waiting);
        _waitingBytes = 0;
        _lastTaken = _spare.Count;
        return _spare;
    }

    // The callers of the last commit are about to come back, one after the other. Taking the first alone would make every second
    // commit tiny, so the writer steps aside for as long as the queue keeps growing towards its last length: microseconds, no timer.
    private void Gather()
    {
        var count = Count;
        for (int rounds = 0, quiet = 0; count < _lastTaken && rounds < GatherRoundsMax && quiet < GatherQuietMax; rounds++)
        {
            Thread.Yield();
            Thread.SpinWait(GatherSpins);
            var grown = Count;
            quiet = grown == count ? quiet + 1 : 0;
            count = grown;
        }
    }
}
