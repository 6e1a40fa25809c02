using System.Text;
using FlexCore.Application.EventIndex;
using FlexCore.Application.Feed;
using FlexCore.Domain;
using FlexCore.Persistence.Sqlite.Database;
using FlexCore.Persistence.Sqlite.Reading;

namespace FlexCore.Persistence.Sqlite.EventIndex;

/// <summary>The event index in the file beside the store; events themselves are read from the store. Thread-safe.</summary>
internal sealed class SqliteEventIndex(IndexFile file, EventLookup lookup) : IEventIndex
{
    private const string CountSql = "INSERT INTO event_count VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET events = events + excluded.events";

    public ValueTask<FeedCursor> ReadMarkAsync(CancellationToken cancellationToken = default) => file.RunAsync(static open => FeedCursor.Parse(ReadMark(open)), cancellationToken);

    public ValueTask<bool> AddAsync(IReadOnlyList<EventEntry> entries, FeedCursor from, FeedCursor to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return file.RunAsync(open => Add(open, entries, from.ToString(), to.ToString()), cancellationToken);
    }

    public async ValueTask<IndexedPage> FindAsync(EventRange range, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(range);
        var (found, reached) = await file.RunAsync(open => TermScan.Find(open, range), cancellationToken).ConfigureAwait(false);
        var events = await lookup.ReadAsync(found.ConvertAll(static entry => (EntityId.Parse(entry.Stream), entry.Version)), cancellationToken).ConfigureAwait(false);
        return new IndexedPage([.. found.Zip(events, static (entry, stored) => new IndexedEvent(entry.Place, stored))], reached);
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

        Insert(open, entries);
        var count = open.Statement(CountSql);
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

    // In the order of the table: what belongs on one page is written while that page is at hand.
    private static void Insert(IndexFile open, IReadOnlyList<EventEntry> entries)
    {
        var terms = new List<(byte[] Term, EventEntry Entry)>(entries.Count * 3);
        foreach (var entry in entries)
        {
            terms.AddRange(entry.Terms.Select(term => (Encoding.UTF8.GetBytes(term.Stored), entry)));
        }

        terms.Sort(static (a, b) => a.Term.AsSpan().SequenceCompareTo(b.Term) is var order and not 0 ? order : a.Entry.Place.CompareTo(b.Entry.Place));
        var insert = open.Statement("INSERT OR IGNORE INTO event_term VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
        foreach (var (term, entry) in terms)
        {
            insert.BindBlob(1, term);
            Bind(insert, entry.Place);
            insert.BindText(5, entry.Recorded.Stored.Stream.StreamId);
            insert.Bind(6, entry.Recorded.Stored.Version);
            insert.Run();
        }
    }

    private static void Bind(SqliteStatement statement, EventPlace place)
    {
        statement.Bind(2, place.Ticks);
        statement.Bind(3, place.Shard);
        statement.Bind(4, place.Offset);
    }
}
