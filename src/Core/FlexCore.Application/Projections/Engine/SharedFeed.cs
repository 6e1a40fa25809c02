using System.Runtime.CompilerServices;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;

namespace FlexCore.Application.Projections.Engine;

/// <summary>A feed that many follow at the price of one: what is new is read once for all who want the same shards.</summary>
/// <remarks>Thread-safe. Whoever is behind reads for himself until he has come to where the others are; nobody waits for somebody slower.</remarks>
/// <param name="feed">The feed.</param>
/// <param name="batchSize">The most events in a batch that is shared. Whoever asks for smaller ones reads for himself.</param>
/// <param name="gathering">How long a busy feed is left to gather events between two reads; see <see cref="FeedTail"/>.</param>
/// <param name="clock">Measures that time.</param>
internal sealed class SharedFeed(IEventFeed feed, int batchSize, TimeSpan gathering, TimeProvider clock) : IEventFeed, IAsyncDisposable
{
    private readonly Lock _gate = new();

    // One for each choice of shards: a node's own, those it had a moment ago, and all of them for projections that need all. Those without followers are gone.
    private readonly Dictionary<FeedShards, (FeedTail Tail, int Followers)> _tails = [];

    /// <summary>How far the feed is known to go, as those who follow it have found.</summary>
    public FeedCursor Known
    {
        get
        {
            lock (_gate)
            {
                return _tails.Values.Aggregate(FeedCursor.Start, static (known, entry) => Later(known, entry.Tail.Reached));
            }
        }
    }

    public ValueTask<FeedCursor> ReadEndAsync(CancellationToken cancellationToken = default) => feed.ReadEndAsync(cancellationToken);

    /// <summary>Somebody waits for what has come: it is read now, and not left to gather.</summary>
    public void Hurry()
    {
        lock (_gate)
        {
            foreach (var (tail, _) in _tails.Values)
            {
                tail.Hurry();
            }
        }
    }

    public ValueTask<FeedBatch?> ReadAsync(FeedCursor from, int batchSizeMax, FeedShards shards, CancellationToken cancellationToken = default) =>
        feed.ReadAsync(from, batchSizeMax, shards, cancellationToken);

    public IAsyncEnumerable<FeedBatch> SubscribeAsync(FeedCursor from, int batchSizeMax, FeedShards shards, CancellationToken cancellationToken = default) =>
        batchSizeMax < batchSize ? feed.SubscribeAsync(from, batchSizeMax, shards, cancellationToken) : FollowAsync(from, batchSizeMax, shards, cancellationToken);

    private async IAsyncEnumerable<FeedBatch> FollowAsync(FeedCursor from, int batchSizeMax, FeedShards shards, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cursor = from;
        var isInStep = false;
        var tail = await EnterAsync(shards).ConfigureAwait(false);
        try
        {
            while (true)
            {
                var (next, before) = await tail.JoinAsync(cancellationToken).ConfigureAwait(false);
                var passed = ConsistencyToken.Of(FeedCursor.Start.With(before.Offsets.Where(place => shards.Contains(place.Key))));

                // At least one read, which finds out whether the cursor is one of this store.
                do
                {
                    if (await feed.ReadAsync(cursor, batchSizeMax, shards, cancellationToken).ConfigureAwait(false) is not { } own)
                    {
                        break;
                    }

                    cursor = own.Cursor;
                    yield return own;
                }
                while (!passed.IsPassedBy(cursor));

                isInStep = false;

                while (await tail.TakeAsync(next, cancellationToken).ConfigureAwait(false) is { } shared)
                {
                    next++;
                    if ((isInStep ? shared : Behind(shared, cursor)) is { } fresh)
                    {
                        cursor = fresh.Cursor;
                        yield return fresh;
                    }

                    // From here on no batch has anything in it that was read before.
                    isInStep = isInStep || Places(cursor, shards).SequenceEqual(Places(shared.Cursor, shards));
                }
            }
        }
        finally
        {
            await LeaveAsync(shards, tail).ConfigureAwait(false);
        }
    }

    /// <summary>Ends what a broken feed has left; those who follow have ended before.</summary>
    public async ValueTask DisposeAsync()
    {
        FeedTail[] left;
        lock (_gate)
        {
            left = [.. _tails.Values.Select(static entry => entry.Tail)];
            _tails.Clear();
        }

        foreach (var tail in left)
        {
            await tail.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static IEnumerable<KeyValuePair<int, long>> Places(FeedCursor cursor, FeedShards shards) => cursor.Offsets.Where(place => place.Value > 0 && shards.Contains(place.Key));

    private static FeedCursor Later(FeedCursor one, FeedCursor other) => one.With(other.Offsets.Where(place => place.Value > one.OffsetOf(place.Key)));

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

    private async ValueTask<FeedTail> EnterAsync(FeedShards shards)
    {
        FeedTail? broken = null;
        FeedTail tail;
        lock (_gate)
        {
            var (known, followers) = _tails.GetValueOrDefault(shards);
            if (known is null or { IsBroken: true })
            {
                (broken, followers) = (known, 0);
                known = new FeedTail(feed, shards, batchSize, gathering, clock);
            }

            tail = known;
            _tails[shards] = (tail, followers + 1);
        }

        if (broken is not null)
        {
            await broken.DisposeAsync().ConfigureAwait(false);
        }

        return tail;
    }

    private async ValueTask LeaveAsync(FeedShards shards, FeedTail tail)
    {
        lock (_gate)
        {
            // A broken one was replaced, and is ended by whoever did that.
            var (known, followers) = _tails.GetValueOrDefault(shards);
            if (known != tail)
            {
                return;
            }

            if (followers > 1)
            {
                _tails[shards] = (tail, followers - 1);
                return;
            }

            _tails.Remove(shards);
        }

        await tail.DisposeAsync().ConfigureAwait(false);
    }
}
