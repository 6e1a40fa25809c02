using FlexCore.Application.Feed;
using FlexCore.Application.Journal;

namespace FlexCore.Application.EventIndex;

/// <summary>Fills the event index behind the feed. One loop; on a cluster one node runs it, and should two, the mark lets one of them through.</summary>
/// <param name="feed">The events.</param>
/// <param name="index">The index.</param>
/// <param name="clock">Measures the pause after a failure.</param>
/// <param name="failed">Is told of failures of the store; the loop goes on after a pause.</param>
public sealed class EventIndexer(IEventFeed feed, IEventIndex index, TimeProvider clock, Action<JournalException> failed)
{
    private const int BatchSizeMax = 1_000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

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
        await foreach (var batch in feed.SubscribeAsync(mark, BatchSizeMax, cancellationToken).ConfigureAwait(false))
        {
            if (!await index.AddAsync(EntriesOf(batch), mark, batch.Cursor, cancellationToken).ConfigureAwait(false))
            {
                return;
            }

            mark = batch.Cursor;
        }
    }

    private static List<EventEntry> EntriesOf(FeedBatch batch) => [.. batch.Events.Select(EventEntry.Of)];
}
