using System.Text;
using FlexCore.Application.EventIndex;
using FlexCore.Persistence.Sqlite.Database;

namespace FlexCore.Persistence.Sqlite.EventIndex;

/// <summary>Goes through the entries of a term in the order of time. With further terms it goes through the rarest and looks each of its entries up under the others. Stateless.</summary>
internal static class TermScan
{
    private const string Columns = "ticks, shard, shard_offset, stream, version";
    private const string ForwardsSql = $"SELECT {Columns} FROM event_term WHERE term = ?1 AND (ticks, shard, shard_offset) > (?2, ?3, ?4) ORDER BY ticks, shard, shard_offset LIMIT ?5";
    private const string BackwardsSql = $"SELECT {Columns} FROM event_term WHERE term = ?1 AND (ticks, shard, shard_offset) < (?2, ?3, ?4) ORDER BY ticks DESC, shard DESC, shard_offset DESC LIMIT ?5";
    private const string HasSql = "SELECT 1 FROM event_term WHERE term = ?1 AND ticks = ?2 AND shard = ?3 AND shard_offset = ?4";
    private const string SizeSql = "SELECT count(*) FROM (SELECT 1 FROM event_term WHERE term = ?1 LIMIT ?2)";

    // Rarer than this is rare enough; counting further would cost more than it tells.
    private const int SizeMax = 1_000;

    /// <summary>Finds the entries that have all terms.</summary>
    /// <param name="open">The file, in a transaction.</param>
    /// <param name="range">What is wanted.</param>
    /// <returns>The entries, and where the look ended when it went through as many entries as one look may.</returns>
    public static (List<(EventPlace Place, string Stream, long Version)> Found, EventPlace? Reached) Find(IndexFile open, EventRange range)
    {
        var (terms, looksMax) = Order(open, range);
        var found = new List<(EventPlace Place, string Stream, long Version)>();
        var select = open.Statement(range.NewestFirst ? BackwardsSql : ForwardsSql);
        select.BindBlob(1, terms[0]);
        Bind(select, range.After ?? (range.NewestFirst ? new EventPlace(long.MaxValue, int.MaxValue, long.MaxValue) : new EventPlace(long.MinValue, -1, 0)));
        select.Bind(5, looksMax);
        var (looks, place) = (0, default(EventPlace));
        try
        {
            while (found.Count < range.Limit && select.Step())
            {
                looks++;
                place = new EventPlace(select.Number(0), (int)select.Number(1), select.Number(2));
                if (HasAll(open, terms, place))
                {
                    found.Add((place, select.Text(3), select.Number(4)));
                }
            }
        }
        finally
        {
            select.Reset();
        }

        return (found, found.Count < range.Limit && looks == looksMax ? place : null);
    }

    private static (byte[][] Terms, int LooksMax) Order(IndexFile open, EventRange range)
    {
        var first = Encoding.UTF8.GetBytes(range.Term.Stored);
        return range.Also.Count == 0
            ? ([first], range.Limit)
            : ([.. range.Also.Select(static term => Encoding.UTF8.GetBytes(term.Stored)).Prepend(first).OrderBy(term => SizeOf(open, term))], IEventIndex.LooksMax);
    }

    private static long SizeOf(IndexFile open, byte[] term)
    {
        var count = open.Statement(SizeSql);
        count.BindBlob(1, term);
        count.Bind(2, SizeMax);
        var size = count.Step() ? count.Number(0) : 0;
        count.Reset();
        return size;
    }

    private static bool HasAll(IndexFile open, byte[][] terms, EventPlace place)
    {
        for (var i = 1; i < terms.Length; i++)
        {
            var has = open.Statement(HasSql);
            has.BindBlob(1, terms[i]);
            Bind(has, place);
            var isThere = has.Step();
            has.Reset();
            if (!isThere)
            {
                return false;
            }
        }

        return true;
    }

    private static void Bind(SqliteStatement statement, EventPlace place)
    {
        statement.Bind(2, place.Ticks);
        statement.Bind(3, place.Shard);
        statement.Bind(4, place.Offset);
    }
}
