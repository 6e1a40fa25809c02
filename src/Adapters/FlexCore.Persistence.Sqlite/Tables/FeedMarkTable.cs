using System.Buffers.Binary;
using FlexCore.Application.Journal;
using FlexCore.Persistence.Records;
using FlexCore.Persistence.Sqlite.Database;

namespace FlexCore.Persistence.Sqlite.Tables;

/// <summary>The vectors of shard offsets at some seqs. Used by one thread at a time.</summary>
internal sealed class FeedMarkTable(SqliteDatabase database, int shardCount)
{
    private readonly SqliteStatement _newestFirst = database.Prepare("SELECT seq, offsets, checksum FROM feed_mark ORDER BY seq DESC");
    private readonly SqliteStatement _insert = database.Prepare("INSERT INTO feed_mark (seq, offsets, checksum) VALUES (?1, ?2, ?3)");

    /// <summary>The newest mark; seq 0 and no offsets before the first.</summary>
    public (long Seq, long[] Offsets) Newest() => NewestAtOrBefore(null);

    /// <summary>The newest mark that a cursor has passed in every shard.</summary>
    /// <param name="cursor">The offset seen in each shard; <see langword="null"/> for any mark.</param>
    public (long Seq, long[] Offsets) NewestAtOrBefore(long[]? cursor)
    {
        try
        {
            while (_newestFirst.Step())
            {
                var mark = Read();
                if (cursor is null || Passed(mark.Offsets, cursor))
                {
                    return mark;
                }
            }

            return (0, new long[shardCount]);
        }
        finally
        {
            _newestFirst.Reset();
        }
    }

    public void Insert(long seq, ReadOnlySpan<long> offsets)
    {
        var bytes = new byte[offsets.Length * sizeof(long)];
        for (var i = 0; i < offsets.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), offsets[i]);
        }

        _insert.Bind(1, seq);
        _insert.BindBlob(2, bytes);
        _insert.Bind(3, Checksum(seq, bytes));
        _insert.Run();
    }

    private static bool Passed(long[] mark, long[] cursor)
    {
        for (var i = 0; i < mark.Length; i++)
        {
            if (mark[i] > cursor[i])
            {
                return false;
            }
        }

        return true;
    }

    private static long Checksum(long seq, ReadOnlySpan<byte> offsets)
    {
        var checksum = RecordChecksum.Start();
        checksum.Add(seq);
        checksum.Add(offsets);
        return checksum.Value;
    }

    private (long Seq, long[] Offsets) Read()
    {
        var seq = _newestFirst.Number(0);
        var bytes = _newestFirst.Bytes(1);
        if (Checksum(seq, bytes) != _newestFirst.Number(2) || bytes.Length != shardCount * sizeof(long))
        {
            throw new CorruptEventException("feed_mark", seq, "the mark does not match its checksum");
        }

        var offsets = new long[shardCount];
        for (var i = 0; i < offsets.Length; i++)
        {
            offsets[i] = BinaryPrimitives.ReadInt64LittleEndian(bytes[(i * sizeof(long))..]);
        }

        return (seq, offsets);
    }
}
