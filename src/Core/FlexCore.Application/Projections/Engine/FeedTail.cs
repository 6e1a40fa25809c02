using FlexCore.Application.Feed;
using FlexCore.Application.Journal;

namespace FlexCore.Application.Projections.Engine;

/// <summary>What has come lately at the end of the feed, read once for all who follow it.</summary>
/// <remarks>
/// Thread-safe. One loop reads, and only when somebody waits for more; it keeps <see cref="BatchesKeptMax"/> batches, so whoever is slower reads for himself. While many events come,
/// it lets them gather between two reads: documents that change often are then written once for many events, and what is left of the machine belongs to those who append.
/// </remarks>
internal sealed class FeedTail : IAsyncDisposable
{
    /// <summary>How many batches are kept for those who have not taken them yet.</summary>
    internal const int BatchesKeptMax = 4;

    // A batch of so many events says that the feed is busy; behind a full one there is a backlog, which is read at once.
    private const int BusyFrom = 100;

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly Queue<FeedBatch> _kept = [];
    private readonly int _batchSize;
    private readonly TimeSpan _gathering;
    private readonly TimeProvider _clock;
    private readonly Task _begun;
    private readonly Task _reading;
    private TaskCompletionSource _arrived = NewSource();
    private TaskCompletionSource _wanted = NewSource();
    private TaskCompletionSource _hurried = NewSource();
    private FeedCursor _reached = FeedCursor.Start;
    private Exception? _fault;
    private long _count;

    public FeedTail(IEventFeed feed, FeedShards shards, int batchSize, TimeSpan gathering, TimeProvider clock)
    {
        (_batchSize, _gathering, _clock) = (batchSize, gathering, clock);
        _begun = Task.Run(() => BeginAsync(feed));
        _reading = Task.Run(() => ReadAsync(feed, shards));
    }

    /// <summary>Whether nothing more will come, because the feed could not be read.</summary>
    public bool IsBroken => Volatile.Read(ref _fault) is not null;

    /// <summary>How far the feed is known to go.</summary>
    public FeedCursor Reached
    {
        get
        {
            lock (_gate)
            {
                return _reached;
            }
        }
    }

    /// <summary>The number of the next batch, and the place before it: whoever has read up to there himself misses nothing when he goes on with that batch.</summary>
    public async ValueTask<(long Next, FeedCursor Before)> JoinAsync(CancellationToken cancellationToken)
    {
        await _begun.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            return (_count, _reached);
        }
    }

    /// <summary>A batch by its number; waits for it when it has not come yet.</summary>
    /// <returns>The batch, or <see langword="null"/> when it is kept no longer.</returns>
    /// <exception cref="JournalException">The feed cannot be read.</exception>
    public async ValueTask<FeedBatch?> TakeAsync(long number, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task arrived;
            lock (_gate)
            {
                if (number < _count)
                {
                    var place = (int)(number - (_count - _kept.Count));
                    return place < 0 ? null : _kept.ElementAt(place);
                }

                if (_fault is { } fault)
                {
                    throw fault is JournalException ? fault : new JournalException("The feed cannot be read.", fault);
                }

                arrived = _arrived.Task;
                _wanted.TrySetResult();
            }

            await arrived.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Lets nothing gather now.</summary>
    public void Hurry()
    {
        lock (_gate)
        {
            _hurried.TrySetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task BeginAsync(IEventFeed feed)
    {
        var end = await feed.ReadEndAsync(_stopping.Token).ConfigureAwait(false);
        lock (_gate)
        {
            _reached = end;
        }
    }

    private async Task ReadAsync(IEventFeed feed, FeedShards shards)
    {
        try
        {
            await _begun.ConfigureAwait(false);
            await foreach (var batch in feed.SubscribeAsync(Reached, _batchSize, shards, _stopping.Token).ConfigureAwait(false))
            {
                Put(batch);
                await GatherAsync(batch.Events.Count).ConfigureAwait(false);
                await WantedAsync().ConfigureAwait(false);
            }
        }
        catch (Exception error) // The boundary of the loop: whoever waits hears of it, here or when he asks next.
        {
            lock (_gate)
            {
                _fault = error;
                _arrived.TrySetResult();
            }
        }
    }

    private void Put(FeedBatch batch)
    {
        lock (_gate)
        {
            _kept.Enqueue(batch);
            _count++;
            _reached = batch.Cursor;
            if (_kept.Count > BatchesKeptMax)
            {
                _kept.Dequeue();
            }

            _arrived.TrySetResult();
            _arrived = NewSource();
            _wanted = NewSource();
        }
    }

    private async Task GatherAsync(int read)
    {
        Task hurried;
        lock (_gate)
        {
            hurried = _hurried.Task;
        }

        if (read >= BusyFrom && read < _batchSize && _gathering > TimeSpan.Zero)
        {
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
            await Task.WhenAny(hurried, Task.Delay(_gathering, _clock, enough.Token)).ConfigureAwait(false);
            await enough.CancelAsync().ConfigureAwait(false);
        }

        lock (_gate)
        {
            if (_hurried.Task.IsCompleted)
            {
                _hurried = NewSource();
            }
        }
    }

    private Task WantedAsync()
    {
        lock (_gate)
        {
            return _wanted.Task.WaitAsync(_stopping.Token);
        }
    }
}
