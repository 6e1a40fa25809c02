using FlexCore.Application.Feed;
using FlexCore.Application.Journal;

namespace FlexCore.Application.EventIndex;

/// <summary>Fills the event index behind the feed. One loop; on a cluster one node runs it, and should two, the mark lets one of them through.</summary>
/// <param name="feed">The events.</param>
/// <param name="index">The index.</param>
/// <param name="clock">Measures the pauses.</param>
/// <param name="failed">Is told of failures of the store; the loop goes on after a pause.</param>
public sealed class EventIndexer(IEventFeed feed, IEventIndex index, TimeProvider clock, Action<JournalException> failed)
{
    // How many events that are not indexed are passed before the mark says so. Each is read again by every question until then.
    private const int PassedMax = 200;
    private const int BatchSizeMax = 1_000;
    private const int LargeBatch = 50;

    // While it does not rest, the end of the feed is looked up once in so many batches only: that costs a look at each shard.
    private const int BatchesPerLook = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private long _lag;

    /// <summary>How many committed events the index did not have when the loop of this process last looked; 0 while it is near the end, and where no loop runs.</summary>
    public long Lag => Volatile.Read(ref _lag);

    /// <summary>Fills until cancelled.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await FollowAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (FeedCursorException)
            {
                // The index knows of events that the store does not have: the store came out of an older backup.
                await index.ClearAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (JournalException error)
            {
                failed(error);
                await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                Volatile.Write(ref _lag, 0);
            }
        }
    }

    /// <summary>Fills what is there now and does not wait for more.</summary>
    /// <param name="cancellationToken">Stops between two batches.</param>
    public async Task CatchUpAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var mark = await index.ReadMarkAsync(cancellationToken).ConfigureAwait(false);
            if (await feed.ReadAsync(mark, BatchSizeMax, cancellationToken).ConfigureAwait(false) is not { } batch)
            {
                return;
            }

            await index.AddAsync(EntriesOf(batch), mark, batch.Cursor, cancellationToken).ConfigureAwait(false);
        }
    }

    // Ends when somebody else has moved the mark.
    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        var mark = await index.ReadMarkAsync(cancellationToken).ConfigureAwait(false);
        var (passed, batches) = (0, 0);
        var restedAt = clock.GetTimestamp();
        await foreach (var batch in feed.SubscribeAsync(mark, BatchSizeMax, cancellationToken).ConfigureAwait(false))
        {
            var entries = EntriesOf(batch);
            passed += batch.Events.Count - entries.Count;
            if (entries.Count == 0 && passed < PassedMax)
            {
                continue;
            }

            // A large batch was there already and only had to be read; before a small one the loop may have waited for events.
            var begunAt = batch.Events.Count < LargeBatch ? clock.GetTimestamp() : restedAt;
            if (!await index.AddAsync(entries, mark, batch.Cursor, cancellationToken).ConfigureAwait(false))
            {
                return;
            }

            (mark, passed) = (batch.Cursor, 0);

            // A batch that is not full ended at the end, or, while there is much to catch up with, at the end of what the store reads at a time.
            var isFull = batch.Events.Count == BatchSizeMax;
            if (!isFull && _lag <= IndexPace.LagCalm)
            {
                batches = 0;
                Volatile.Write(ref _lag, 0);
            }
            else if (!isFull || _lag < IndexPace.LagMax || batches++ % BatchesPerLook == 0)
            {
                Volatile.Write(ref _lag, LagOf(mark, await feed.ReadEndAsync(cancellationToken).ConfigureAwait(false)));
            }

            var rest = IndexPace.RestAfter(clock.GetElapsedTime(begunAt), _lag);
            if (rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, clock, cancellationToken).ConfigureAwait(false);
            }

            restedAt = clock.GetTimestamp();
        }
    }

    private static long LagOf(FeedCursor mark, FeedCursor end) => end.Offsets.Sum(shard => Math.Max(0, shard.Value - mark.OffsetOf(shard.Key)));

    private static List<EventEntry> EntriesOf(FeedBatch batch) => [.. batch.Events.Where(EventEntry.IsWanted).Select(EventEntry.Of)];
}
