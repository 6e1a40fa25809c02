using System.Runtime.CompilerServices;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;

namespace FlexCore.Application.Projections.Engine;

/// <summary>A feed that many follow at the price of one: what is new is read once for all of them.</summary>
/// <remarks>Thread-safe. Whoever is behind reads for himself until he has come to where the others are; nobody waits for somebody slower.</remarks>
/// <param name="feed">The feed.</param>
/// <param name="batchSize">The most events in a batch that is shared. Whoever asks for smaller ones reads for himself.</param>
internal sealed class SharedFeed(IEventFeed feed, int batchSize) : IEventFeed, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private FeedTail? _tail;
    private int _followers;

    /// <summary>How far the feed is known to go, as those who follow it have found.</summary>
    public FeedCursor Known
    {
        get
        {
            lock (_gate)
            {
                return _tail?.Reached ?? FeedCursor.Start;
            }
        }
    }

    public ValueTask<FeedCursor> ReadEndAsync(CancellationToken cancellationToken = default) => feed.ReadEndAsync(cancellationToken);

    public ValueTask<FeedBatch?> ReadAsync(FeedCursor from, int batchSizeMax, CancellationToken cancellationToken = default) => feed.ReadAsync(from, batchSizeMax, cancellationToken);

    public IAsyncEnumerable<FeedBatch> SubscribeAsync(FeedCursor from, int batchSizeMax, CancellationToken cancellationToken = default) =>
        batchSizeMax < batchSize ? feed.SubscribeAsync(from, batchSizeMax, cancellationToken) : FollowAsync(from, batchSizeMax, cancellationToken);

    private async IAsyncEnumerable<FeedBatch> FollowAsync(FeedCursor from, int batchSizeMax, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cursor = from;
        var tail = await EnterAsync().ConfigureAwait(false);
        try
        {
            while (true)
            {
                var (next, before) = await tail.JoinAsync(cancellationToken).ConfigureAwait(false);
                var passed = ConsistencyToken.Of(before);

                // At least one read, which finds out whether the cursor is one of this store.
                do
                {
                    if (await feed.ReadAsync(cursor, batchSizeMax, cancellationToken).ConfigureAwait(false) is not { } own)
                    {
                        break;
                    }

                    cursor = own.Cursor;
                    yield return own;
                }
                while (!passed.IsPassedBy(cursor));

                while (await tail.TakeAsync(next, cancellationToken).ConfigureAwait(false) is { } shared)
                {
                    next++;
                    if (Behind(shared, cursor) is { } fresh)
                    {
                        cursor = fresh.Cursor;
                        yield return fresh;
                    }
                }
            }
        }
        finally
        {
            await LeaveAsync(tail).ConfigureAwait(false);
        }
    }

    /// <summary>Ends what a broken feed has left; those who follow have ended before.</summary>
    public async ValueTask DisposeAsync()
    {
        FeedTail? last;
        lock (_gate)
        {
            (last, _tail) = (_tail, null);
        }

        if (last is not null)
        {
            await last.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>What of a batch lies behind a cursor.</summary>
    private static FeedBatch? Behind(FeedBatch batch, FeedCursor cursor)
    {
        var reached = new Dictionary<int, long>();
        var fresh = new List<StoredEvent>(batch.Events.Count);
        foreach (var stored in batch.Events)
        {
            var seen = reached.TryGetValue(stored.Shard, out var offset) ? offset : cursor.OffsetOf(stored.Shard);
            if (stored.Offset <= seen)
            {
                continue;
            }

            if (stored.Offset != seen + 1)
            {
                throw new CorruptEventException($"shard {stored.Shard}", stored.Offset, $"offset {seen + 1} is missing before it");
            }

            reached[stored.Shard] = stored.Offset;
            fresh.Add(stored);
        }

        return fresh.Count == 0 ? null : new FeedBatch(fresh, cursor.With(reached));
    }

    private async ValueTask<FeedTail> EnterAsync()
    {
        FeedTail? broken = null;
        FeedTail tail;
        lock (_gate)
        {
            if (_tail is null or { IsBroken: true })
            {
                broken = _tail;
                _tail = new FeedTail(feed, batchSize);
                _followers = 0;
            }

            tail = _tail;
            _followers++;
        }

        if (broken is not null)
        {
            await broken.DisposeAsync().ConfigureAwait(false);
        }

        return tail;
    }

    private async ValueTask LeaveAsync(FeedTail tail)
    {
        lock (_gate)
        {
            // A broken one was replaced, and is ended by whoever did that.
            if (tail != _tail || --_followers > 0)
            {
                return;
            }

            _tail = null;
        }

        await tail.DisposeAsync().ConfigureAwait(false);
    }
}
