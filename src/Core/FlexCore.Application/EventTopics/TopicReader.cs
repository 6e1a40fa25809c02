using FlexCore.Application.Journal;
using FlexCore.Domain.EventTopics;

namespace FlexCore.Application.EventTopics;

/// <summary>Reads the records of topics from the journal, or from what memory still holds. Stateless and thread-safe.</summary>
internal sealed class TopicReader(IEventJournal journal, EventTopicOptions options)
{
    // The journal reads a stream in pieces; what a piece has beyond the wanted event is kept for the next read.
    private const int ReadAheadMax = 500;

    /// <summary>The next batch behind a position, or null at the end.</summary>
    public async ValueTask<TopicEntry?> ReadAsync(TopicDesk desk, long after, CancellationToken cancellationToken) =>
        desk.Recent.Find(after) ?? await ReadJournalAsync(desk, after, cancellationToken).ConfigureAwait(false);

    /// <summary>The number of the last record in the event at a position; null when there are no records.</summary>
    public async ValueTask<long?> LastRecordAtAsync(TopicDesk desk, long position, CancellationToken cancellationToken)
    {
        await foreach (var stored in journal.ReadStreamAsync(desk.Id, Math.Max(1, position), cancellationToken).ConfigureAwait(false))
        {
            return stored.Version == position && EntryOf(stored) is { } entry ? entry.Batch.FirstRecord + entry.Batch.Count - 1 : null;
        }

        return null;
    }

    private async ValueTask<TopicEntry?> ReadJournalAsync(TopicDesk desk, long after, CancellationToken cancellationToken)
    {
        TopicEntry? wanted = null;
        var bytes = 0L;
        await foreach (var stored in journal.ReadStreamAsync(desk.Id, after + 1, cancellationToken).ConfigureAwait(false))
        {
            if (wanted is null && stored.IsScavenged())
            {
                return await ReadBehindAsync(desk, after, cancellationToken).ConfigureAwait(false);
            }

            // Other events of the stream, such as its creation and remembered answers, hold no records.
            if (EntryOf(stored) is not { } entry)
            {
                continue;
            }

            if (wanted is null)
            {
                wanted = entry;
                continue;
            }

            desk.Recent.Add(entry);
            bytes += entry.Batch.Lines.Length;
            if (bytes >= options.RecentBytesMax / 2 || stored.Version - after >= ReadAheadMax)
            {
                break;
            }
        }

        return wanted;
    }

    // Who begins at the beginning begins at what is left; who goes on from a place of its own must know that it has missed records.
    private async ValueTask<TopicEntry?> ReadBehindAsync(TopicDesk desk, long after, CancellationToken cancellationToken)
    {
        var first = await journal.FirstKeptAsync(desk.Id, after + 1, cancellationToken).ConfigureAwait(false);
        return after == 0 ? await ReadJournalAsync(desk, first - 1, cancellationToken).ConfigureAwait(false) : throw new ScavengedException(desk.Id, after + 1, first);
    }

    private static TopicEntry? EntryOf(StoredEvent stored)
    {
        if (!string.Equals(stored.Type, EventTopicCodecs.RecordsType, StringComparison.Ordinal))
        {
            return null;
        }

        var records = (EventTopicEvent.RecordsAppended)EventTopicCodecs.Events.Decode(stored.Type, stored.SchemaVersion, stored.Payload);
        return new TopicEntry(new EventTopicBatch(stored.Version, records.First, records.Count, stored.Metadata.Time, records.Lines) { TraceParent = stored.Metadata.TraceParent }, records.Offset);
    }
}
