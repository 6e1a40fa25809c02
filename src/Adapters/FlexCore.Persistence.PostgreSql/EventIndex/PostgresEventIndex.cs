using System.Text;
using FlexCore.Application.EventIndex;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.PostgreSql.Database;
using FlexCore.Persistence.PostgreSql.Reading;

namespace FlexCore.Persistence.PostgreSql.EventIndex;

/// <summary>The event index in tables of the store. Any node may fill it: whoever finds the mark where it left it moves it. Thread-safe.</summary>
internal sealed class PostgresEventIndex(PostgresDatabase database) : IEventIndex
{
    /// <summary>Reads a term forwards. Internal, so that its plan is tested.</summary>
    internal const string ForwardsSql = $"""
        SELECT {EventRowReader.Columns} FROM event_term i JOIN event e ON e.shard = i.shard AND e.shard_offset = i.shard_offset
        WHERE i.term = $1 AND (i.time_ticks, i.shard, i.shard_offset) > ($2, $3, $4)
        ORDER BY i.time_ticks, i.shard, i.shard_offset LIMIT $5
        """;

    /// <summary>Reads a term backwards. Internal, so that its plan is tested.</summary>
    internal const string BackwardsSql = $"""
        SELECT {EventRowReader.Columns} FROM event_term i JOIN event e ON e.shard = i.shard AND e.shard_offset = i.shard_offset
        WHERE i.term = $1 AND (i.time_ticks, i.shard, i.shard_offset) < ($2, $3, $4)
        ORDER BY i.time_ticks DESC, i.shard DESC, i.shard_offset DESC LIMIT $5
        """;

    /// <summary>Reads events that have several terms, forwards: goes through entries of the first and keeps those that the others have, too. Internal, so that its plan is tested.</summary>
    internal static readonly string AllForwardsSql = AllSql(">", "");

    /// <summary>The same backwards. Internal, so that its plan is tested.</summary>
    internal static readonly string AllBackwardsSql = AllSql("<", " DESC");

    /// <summary>How many entries terms have, counted no further than to a bound. Internal, so that its plan is tested.</summary>
    internal const string SizesSql = """
        SELECT (SELECT count(*) FROM (SELECT 1 FROM event_term i WHERE i.term = w.term ORDER BY i.time_ticks, i.shard, i.shard_offset LIMIT 1000) AS few)
        FROM unnest($1) WITH ORDINALITY AS w(term, place) ORDER BY w.place
        """;

    // Everything hangs on the row of the mark: who does not find it where it was left writes nothing.
    internal const string AddSql = """
        WITH moved AS (
          INSERT INTO event_mark AS m (id, offsets) SELECT 1, $2 WHERE $1 = '' OR EXISTS (SELECT 1 FROM event_mark)
          ON CONFLICT (id) DO UPDATE SET offsets = excluded.offsets WHERE m.offsets = $1
          RETURNING 1),
        terms AS (
          INSERT INTO event_term (term, time_ticks, shard, shard_offset)
          SELECT t.* FROM moved, unnest($3, $4, $5, $6) AS t ON CONFLICT DO NOTHING),
        counts AS (
          INSERT INTO event_count AS c (tenant, kind, type, events)
          SELECT t.* FROM moved, unnest($7, $8, $9, $10) AS t
          ON CONFLICT (tenant, kind, type) DO UPDATE SET events = c.events + excluded.events)
        SELECT count(*) FROM moved
        """;

    // One statement sees one instant; the mark comes with a tenant that has no events, too.
    internal const string CountSql = """
        SELECT m.offsets, c.kind, c.type, c.events
        FROM (SELECT coalesce((SELECT offsets FROM event_mark), '') AS offsets) AS m LEFT JOIN event_count AS c ON c.tenant = $1
        """;

    private const string ClearSql = "WITH a AS (DELETE FROM event_mark), b AS (DELETE FROM event_count) DELETE FROM event_term";

    public async ValueTask<FeedCursor> ReadMarkAsync(CancellationToken cancellationToken = default)
    {
        var found = await database.QueryAsync("SELECT offsets FROM event_mark", [], static reader => reader.GetString(0), cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? FeedCursor.Start : FeedCursor.Parse(found[0]);
    }

    public async ValueTask<bool> AddAsync(IReadOnlyList<EventEntry> entries, FeedCursor from, FeedCursor to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        var terms = entries.SelectMany(static entry => entry.Terms.Select(term => (Term: Encoding.UTF8.GetBytes(term.Stored), entry.Place))).ToArray();
        var counts = entries
            .GroupBy(static entry => (Tenant: entry.Recorded.Stored.Stream.Tenant.Value, entry.Recorded.Stored.Stream.Kind, entry.Recorded.Stored.Type))
            .Select(static group => (group.Key.Tenant, group.Key.Kind, Type: Encoding.UTF8.GetBytes(group.Key.Type), Events: group.LongCount()))
            .ToArray();
        var moved = await database.QueryAsync(
            AddSql,
            [
                Parameter.Of(from.ToString()), Parameter.Of(to.ToString()),
                Parameter.Of<byte[][]>([.. terms.Select(static term => term.Term)]),
                Parameter.Of<long[]>([.. terms.Select(static term => term.Place.Ticks)]),
                Parameter.Of<int[]>([.. terms.Select(static term => term.Place.Shard)]),
                Parameter.Of<long[]>([.. terms.Select(static term => term.Place.Offset)]),
                Parameter.Of<string[]>([.. counts.Select(static count => count.Tenant)]),
                Parameter.Of<string[]>([.. counts.Select(static count => count.Kind)]),
                Parameter.Of<byte[][]>([.. counts.Select(static count => count.Type)]),
                Parameter.Of<long[]>([.. counts.Select(static count => count.Events)]),
            ],
            static reader => reader.GetInt64(0),
            cancellationToken,
            mayRepeat: false).ConfigureAwait(false);
        return moved[0] == 1;
    }

    public async ValueTask<IndexedPage> FindAsync(EventRange range, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(range);
        var (term, after, limit) = range;
        var newestFirst = range.NewestFirst;
        var place = after ?? (newestFirst ? new EventPlace(long.MaxValue, int.MaxValue, long.MaxValue) : new EventPlace(long.MinValue, -1, 0));
        if (range.Also.Count > 0)
        {
            return await FindAllAsync(range, place, cancellationToken).ConfigureAwait(false);
        }

        var rows = new EventRowReader();
        var found = await database.QueryAsync(
            newestFirst ? BackwardsSql : ForwardsSql,
            [Parameter.Of(Encoding.UTF8.GetBytes(term.Stored)), Parameter.Of(place.Ticks), Parameter.Of(place.Shard), Parameter.Of(place.Offset), Parameter.Of((long)limit)],
            rows.Read,
            cancellationToken).ConfigureAwait(false);
        return new IndexedPage([.. found.Select(Indexed)], null);
    }

    public async ValueTask<EventCounts> CountAsync(TenantId tenant, CancellationToken cancellationToken = default)
    {
        var rows = await database.QueryAsync(
            CountSql,
            [Parameter.Of(tenant.Value)],
            static reader => (
                Offsets: reader.GetString(0),
                Count: reader.IsDBNull(1) ? (EventCount?)null : new EventCount(reader.GetString(1), Encoding.UTF8.GetString(reader.GetFieldValue<byte[]>(2)), reader.GetInt64(3))),
            cancellationToken).ConfigureAwait(false);
        return new EventCounts(FeedCursor.Parse(rows[0].Offsets), [.. rows.Select(static row => row.Count).OfType<EventCount>()]);
    }

    public async ValueTask ClearAsync(CancellationToken cancellationToken = default) => await database.ExecuteAsync(ClearSql, [], cancellationToken).ConfigureAwait(false);

    private static string AllSql(string behind, string order) => $"""
        WITH looked AS MATERIALIZED (
          SELECT i.time_ticks, i.shard, i.shard_offset FROM event_term i
          WHERE i.term = $1 AND (i.time_ticks, i.shard, i.shard_offset) {behind} ($2, $3, $4)
          ORDER BY i.time_ticks{order}, i.shard{order}, i.shard_offset{order} LIMIT $6),
        found AS MATERIALIZED (
          SELECT l.* FROM looked l WHERE cardinality($7) = (
            SELECT count(*) FROM unnest($7) AS w(term)
            CROSS JOIN LATERAL (SELECT 1 FROM event_term o WHERE o.term = w.term AND o.time_ticks = l.time_ticks AND o.shard = l.shard AND o.shard_offset = l.shard_offset LIMIT 1) AS has)
          ORDER BY l.time_ticks{order}, l.shard{order}, l.shard_offset{order} LIMIT $5),
        reached AS MATERIALIZED (
          SELECT (SELECT count(*) FROM looked) AS looks, l.* FROM looked l ORDER BY l.time_ticks{Opposite(order)}, l.shard{Opposite(order)}, l.shard_offset{Opposite(order)} LIMIT 1)
        SELECT {EventRowReader.Columns}, r.looks, r.time_ticks, r.shard, r.shard_offset FROM reached r LEFT JOIN (
          SELECT v.* FROM found f JOIN event v ON v.shard = f.shard AND v.shard_offset = f.shard_offset) e ON true
        ORDER BY e.time_ticks{order}, e.shard{order}, e.shard_offset{order}
        """;

    private static string Opposite(string order) => order.Length == 0 ? " DESC" : "";

    private static IndexedEvent Indexed(StoredEvent stored) => new(new EventPlace(stored.Metadata.Time.UtcTicks, stored.Shard, stored.Offset), stored);

    private async ValueTask<IndexedPage> FindAllAsync(EventRange range, EventPlace place, CancellationToken cancellationToken)
    {
        byte[][] terms = [.. range.Also.Prepend(range.Term).Select(static term => Encoding.UTF8.GetBytes(term.Stored))];
        var sizes = await database.QueryAsync(SizesSql, [Parameter.Of(terms)], static reader => reader.GetInt64(0), cancellationToken).ConfigureAwait(false);

        // The rarest is gone through, and its entries are looked up under the others.
        terms = [.. terms.Zip(sizes).OrderBy(static term => term.Second).Select(static term => term.First)];
        var rows = new EventRowReader();
        var (looks, reached) = (0L, default(EventPlace));
        var found = await database.QueryAsync(
            range.NewestFirst ? AllBackwardsSql : AllForwardsSql,
            [
                Parameter.Of(terms[0]), Parameter.Of(place.Ticks), Parameter.Of(place.Shard), Parameter.Of(place.Offset), Parameter.Of((long)range.Limit),
                Parameter.Of((long)IEventIndex.LooksMax), Parameter.Of<byte[][]>(terms[1..]),
            ],
            reader =>
            {
                (looks, reached) = (reader.GetInt64(15), new EventPlace(reader.GetInt64(16), reader.GetInt32(17), reader.GetInt64(18)));
                return reader.IsDBNull(0) ? null : rows.Read(reader);
            },
            cancellationToken).ConfigureAwait(false);
        IndexedEvent[] events = [.. found.OfType<StoredEvent>().Select(Indexed)];
        return new IndexedPage(events, events.Length < range.Limit && looks == IEventIndex.LooksMax ? reached : null);
    }
}
