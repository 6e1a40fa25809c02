using System.Text;
using FlexCore.Application.EventIndex;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.Sqlite.Database;

namespace FlexCore.Persistence.Sqlite.EventIndex;

/// <summary>The event index in the file beside the store; events themselves are read from the journal. Thread-safe.</summary>
internal sealed class SqliteEventIndex(IndexFile file, IEventJournal journal) : IEventIndex
{
    private const string Columns = "ticks, shard, shard_offset, stream, version";
    private const string ForwardsSql = $"SELECT {Columns} FROM event_term WHERE term = ?1 AND (ticks, shard, shard_offset) > (?2, ?3, ?4) ORDER BY ticks, shard, shard_offset LIMIT ?5";
    private const string BackwardsSql = $"SELECT {Columns} FROM event_term WHERE term = ?1 AND (ticks, shard, shard_offset) < (?2, ?3, ?4) ORDER BY ticks DESC, shard DESC, shard_offset DESC LIMIT ?5";
    private const string CountSql = "INSERT INTO event_count VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET events = events + excluded.events";

    public ValueTask<FeedCursor> ReadMarkAsync(CancellationToken cancellationToken = default) => file.RunAsync(static open => FeedCursor.Parse(ReadMark(open)), cancellationToken);

    public ValueTask<bool> AddAsync(IReadOnlyList<EventEntry> entries, FeedCursor from, FeedCursor to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return file.RunAsync(open => Add(open, entries, from.ToString(), to.ToString()), cancellationToken);
    }

    public async ValueTask<IReadOnlyList<IndexedEvent>> FindAsync(EventRange range, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(range);
        var (term, after, limit) = range;
        var newestFirst = range.NewestFirst;
        var place = after ?? (newestFirst ? new EventPlace(long.MaxValue, int.MaxValue, long.MaxValue) : new EventPlace(long.MinValue, -1, 0));
        var found = await file.RunAsync(open => Find(open, term, place, newestFirst, limit), cancellationToken).ConfigureAwait(false);
        var events = new List<IndexedEvent>(found.Count);
        foreach (var (at, stream, version) in found)
        {
            events.Add(new IndexedEvent(at, await ReadAsync(stream, version, cancellationToken).ConfigureAwait(false)));
        }

        return events;
    }

    public ValueTask<EventCounts> CountAsync(TenantId tenant, CancellationToken cancellationToken = default) => file.RunAsync(
        open =>
        {
            var counts = new List<EventCount>();
            var select = open.Statement("SELECT kind, type, events FROM event_count WHERE tenant = ?1");
            select.BindText(1, tenant.Value);
            while (select.Step())
            {
                counts.Add(new EventCount(select.Text(0), select.Text(1), select.Number(2)));
            }

            select.Reset();
            return new EventCounts(FeedCursor.Parse(ReadMark(open)), counts);
        },
        cancellationToken);

    public async ValueTask ClearAsync(CancellationToken cancellationToken = default) => await file.RunAsync(
        static open =>
        {
            open.Execute("DELETE FROM event_term; DELETE FROM event_count; UPDATE mark SET offsets = ''");
            return true;
        },
        cancellationToken).ConfigureAwait(false);

    private static string ReadMark(IndexFile open)
    {
        var select = open.Statement("SELECT offsets FROM mark");
        var mark = select.Step() ? select.Text(0) : "";
        select.Reset();
        return mark;
    }

    private static bool Add(IndexFile open, IReadOnlyList<EventEntry> entries, string from, string to)
    {
        if (ReadMark(open) != from)
        {
            return false;
        }

        var insert = open.Statement("INSERT OR IGNORE INTO event_term VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
        var count = open.Statement(CountSql);
        foreach (var entry in entries)
        {
            var stored = entry.Recorded.Stored;
            foreach (var term in entry.Terms)
            {
                insert.BindBlob(1, Encoding.UTF8.GetBytes(term.Stored));
                Bind(insert, entry.Place);
                insert.BindText(5, stored.Stream.StreamId);
                insert.Bind(6, stored.Version);
                insert.Run();
            }
        }

        foreach (var group in entries.GroupBy(static entry => (Tenant: entry.Recorded.Stored.Stream.Tenant.Value, entry.Recorded.Stored.Stream.Kind, entry.Recorded.Stored.Type)))
        {
            count.BindText(1, group.Key.Tenant);
            count.BindText(2, group.Key.Kind);
            count.BindText(3, group.Key.Type);
            count.Bind(4, group.LongCount());
            count.Run();
        }

        var mark = open.Statement("UPDATE mark SET offsets = ?1");
        mark.BindText(1, to);
        mark.Run();
        return true;
    }

    private static List<(EventPlace Place, string Stream, long Version)> Find(IndexFile open, EventTerm term, EventPlace place, bool newestFirst, int limit)
    {
        var found = new List<(EventPlace, string, long)>();
        var select = open.Statement(newestFirst ? BackwardsSql : ForwardsSql);
        select.BindBlob(1, Encoding.UTF8.GetBytes(term.Stored));
        Bind(select, place);
        select.Bind(5, limit);
        while (select.Step())
        {
            found.Add((new EventPlace(select.Number(0), (int)select.Number(1), select.Number(2)), select.Text(3), select.Number(4)));
        }

        select.Reset();
        return found;
    }

    private static void Bind(SqliteStatement statement, EventPlace place)
    {
        statement.Bind(2, place.Ticks);
        statement.Bind(3, place.Shard);
        statement.Bind(4, place.Offset);
    }

    private async ValueTask<StoredEvent> ReadAsync(string stream, long version, CancellationToken cancellationToken)
    {
        await foreach (var stored in journal.ReadStreamAsync(EntityId.Parse(stream), version, cancellationToken).ConfigureAwait(false))
        {
            return stored;
        }

        throw new CorruptEventException(stream, version, "the event index knows it, but it is not there");
    }
}
