using System.Buffers;
using System.Text;
using FlexCore.Application.Journal;
using FlexCore.Persistence.Records;
using FlexCore.Persistence.Sqlite.Database;

namespace FlexCore.Persistence.Sqlite.Tables;

/// <summary>The index from (stream, version) to seq. Used by one thread at a time.</summary>
/// <remarks>
/// A damaged key could hide a run from every look-up and make a stream seem new. But a search for the true key ends beside the damaged
/// row, because its neighbours are in order. Therefore each look-up also verifies the rows to the left and right of what it found.
/// </remarks>
internal sealed class StreamRunTable(SqliteDatabase database)
{
    /// <summary>The most versions in one run, so that reading part of a long history does not unpack all of it.</summary>
    public const int RunLengthMax = 1_024;

    private const string Columns = "SELECT stream, first_version, last_version, seqs, checksum FROM stream_run";

    private readonly SqliteStatement _floor = database.Prepare(
        $"{Columns} WHERE stream = ?1 AND first_version <= ?2 ORDER BY first_version DESC LIMIT 1");

    private readonly SqliteStatement _left = database.Prepare(
        $"{Columns} WHERE stream < ?1 ORDER BY stream DESC, first_version DESC LIMIT 1");

    private readonly SqliteStatement _right = database.Prepare(
        $"{Columns} WHERE stream > ?1 ORDER BY stream, first_version LIMIT 1");

    private readonly SqliteStatement _from = database.Prepare(
        $"{Columns} WHERE stream = ?1 AND first_version >= ?2 ORDER BY first_version");

    private readonly SqliteStatement _insert = database.Prepare(
        "INSERT INTO stream_run (stream, first_version, last_version, seqs, checksum) VALUES (?1, ?2, ?3, ?4, ?5)");

    // The plus keeps SQLite from looking up every stream of the store for its first run, which the statistics of a large one make it prefer to the range.
    private readonly SqliteStatement _count = database.Prepare(
        "SELECT count(*) FROM stream_run WHERE stream > ?1 AND stream < ?2 AND +first_version = 1 AND (?3 = '' OR instr(lower(substr(stream, ?4)), ?3) > 0)");

    private readonly ArrayBufferWriter<byte> _packed = new();

    /// <summary>The last indexed version of a stream; 0 when it has none.</summary>
    /// <exception cref="CorruptEventException">The index is damaged at this place.</exception>
    public long LastVersion(string stream)
    {
        var last = One(_floor, stream, long.MaxValue);
        VerifyNeighbours(stream);
        return last?.LastVersion ?? 0;
    }

    /// <summary>The last indexed version without looking at the neighbours: enough where the caller knows what it must be.</summary>
    public long LastVersionQuick(string stream) => One(_floor, stream, long.MaxValue)?.LastVersion ?? 0;

    /// <summary>The seqs of consecutive versions, as many whole runs as fit.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="fromVersion">The first version wanted.</param>
    /// <param name="countMax">Stop after the run that reaches this many.</param>
    /// <returns>The seqs of <paramref name="fromVersion"/> and the versions after it; empty when none is indexed.</returns>
    /// <exception cref="CorruptEventException">The index is damaged, or has a hole.</exception>
    public List<long> Seqs(string stream, long fromVersion, int countMax)
    {
        var floor = One(_floor, stream, fromVersion);
        var next = fromVersion;
        var seqs = new List<long>();
        foreach (var run in From(stream, floor?.FirstVersion ?? fromVersion))
        {
            var skip = next - run.FirstVersion;
            if (skip < 0)
            {
                throw new CorruptEventException(stream, next, $"the index goes on with version {run.FirstVersion}");
            }

            if (skip < run.Seqs.Length)
            {
                seqs.AddRange(run.Seqs.AsSpan((int)skip));
                next = run.LastVersion + 1;
            }

            if (seqs.Count >= countMax)
            {
                return seqs;
            }
        }

        VerifyNeighbours(stream);
        return seqs;
    }

    /// <summary>The seq of one version.</summary>
    /// <exception cref="CorruptEventException">The index is damaged, or does not have it.</exception>
    public long SeqOf(string stream, long version) => One(_floor, stream, version) is { } run && version <= run.LastVersion
        ? run.Seqs[version - run.FirstVersion]
        : throw new CorruptEventException(stream, version, "the event index knows it, but the index of streams does not have it");

    /// <summary>The first stream whose name is greater; null at the end.</summary>
    /// <exception cref="CorruptEventException">The index is damaged at this place.</exception>
    public string? NextStream(string after) => One(_right, after, null)?.Stream;

    /// <summary>How many streams of a range are indexed.</summary>
    public long Count(EntityRange range)
    {
        _count.BindText(1, range.Begin);
        _count.BindText(2, range.End);
        _count.BindText(3, range.LoweredText);
        _count.Bind(4, range.KeyAt);
        try
        {
            return _count.Step() ? _count.Number(0) : 0;
        }
        finally
        {
            _count.Reset();
        }
    }

    /// <summary>Adds a run.</summary>
    public void Insert(string stream, long firstVersion, ReadOnlySpan<long> seqs)
    {
        _packed.ResetWrittenCount();
        SequenceRun.Pack(seqs, _packed);
        var lastVersion = firstVersion + seqs.Length - 1;
        _insert.BindText(1, stream);
        _insert.Bind(2, firstVersion);
        _insert.Bind(3, lastVersion);
        _insert.BindBlob(4, _packed.WrittenSpan);
        var checksum = RecordChecksum.Start();
        checksum.Add(stream);
        checksum.Add(firstVersion);
        checksum.Add(lastVersion);
        checksum.Add(_packed.WrittenSpan);
        _insert.Bind(5, checksum.Value);
        _insert.Run();
    }

    private IEnumerable<StreamRun> From(string stream, long firstVersion)
    {
        _from.BindText(1, stream);
        _from.Bind(2, firstVersion);
        try
        {
            while (_from.Step())
            {
                yield return Read(_from);
            }
        }
        finally
        {
            _from.Reset();
        }
    }

    private void VerifyNeighbours(string stream)
    {
        One(_left, stream, null);
        One(_right, stream, null);
    }

    private static StreamRun? One(SqliteStatement query, string stream, long? version)
    {
        query.BindText(1, stream);
        if (version is { } bound)
        {
            query.Bind(2, bound);
        }

        try
        {
            return query.Step() ? Read(query) : null;
        }
        finally
        {
            query.Reset();
        }
    }

    private static StreamRun Read(SqliteStatement row)
    {
        var first = row.Number(1);
        var last = row.Number(2);
        var checksum = RecordChecksum.Start();
        checksum.Add(row.Bytes(0));
        checksum.Add(first);
        checksum.Add(last);
        checksum.Add(row.Bytes(3));
        var stream = Encoding.UTF8.GetString(row.Bytes(0));
        if (checksum.Value != row.Number(4) || last < first || last - first >= RunLengthMax)
        {
            throw Damaged(stream, first);
        }

        var seqs = new long[last - first + 1];
        return SequenceRun.TryUnpack(row.Bytes(3), seqs) ? new StreamRun(stream, first, seqs) : throw Damaged(stream, first);
    }

    private static CorruptEventException Damaged(string stream, long version) =>
        new(stream, version, "the index row that begins there does not match its checksum");
}
