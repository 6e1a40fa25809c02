using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.Projections.Store;
using FlexCore.Persistence.Sqlite.Database;

namespace FlexCore.Persistence.Sqlite.ReadModels;

/// <summary>How far generations have come, and who may move them. Used by one thread at a time.</summary>
internal sealed class ProgressTable(SqliteDatabase database)
{
    private readonly SqliteStatement _read = database.Prepare("SELECT shard, shard_offset, applied, scavenged FROM position WHERE generation = ?1");

    private readonly SqliteStatement _find = database.Prepare("SELECT shard_offset FROM position WHERE generation = ?1 AND shard = ?2");

    private readonly SqliteStatement _move = database.Prepare("""
        INSERT INTO position (generation, shard, shard_offset, applied, scavenged) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (generation, shard) DO UPDATE SET shard_offset = excluded.shard_offset, applied = applied + excluded.applied, scavenged = scavenged + excluded.scavenged
        """);

    private readonly SqliteStatement _forget = database.Prepare("DELETE FROM position WHERE generation = ?1");

    private readonly SqliteStatement _epoch = database.Prepare("SELECT epoch FROM fence WHERE shard = ?1");

    private readonly SqliteStatement _raise = database.Prepare("INSERT OR REPLACE INTO fence (shard, epoch) VALUES (?1, ?2)");

    public (FeedCursor Position, long Applied, long Scavenged) Read(long generation)
    {
        var offsets = new Dictionary<int, long>();
        var (applied, scavenged) = (0L, 0L);
        _read.Bind(1, generation);
        while (_read.Step())
        {
            offsets[(int)_read.Number(0)] = _read.Number(1);
            applied += _read.Number(2);
            scavenged += _read.Number(3);
        }

        _read.Reset();
        return (FeedCursor.Start.With(offsets), applied, scavenged);
    }

    /// <summary>Whether every lease is the newest that has been seen; remembers it.</summary>
    public bool Admits(IReadOnlyList<ShardLease> leases)
    {
        foreach (var lease in leases)
        {
            _epoch.Bind(1, lease.Shard);
            var newest = _epoch.Step() ? _epoch.Number(0) : 0;
            _epoch.Reset();
            if (newest > lease.Epoch)
            {
                return false;
            }

            if (newest < lease.Epoch)
            {
                _raise.Bind(1, lease.Shard);
                _raise.Bind(2, lease.Epoch);
                _raise.Run();
            }
        }

        return true;
    }

    /// <summary>Moves a generation on.</summary>
    /// <returns>Whether it stood where every move begins.</returns>
    public bool Move(long generation, IReadOnlyList<ShardMove> moves)
    {
        foreach (var move in moves)
        {
            _find.Bind(1, generation);
            _find.Bind(2, move.Shard);
            var stored = _find.Step() ? _find.Number(0) : 0;
            _find.Reset();
            if (stored != move.From)
            {
                return false;
            }

            _move.Bind(1, generation);
            _move.Bind(2, move.Shard);
            _move.Bind(3, move.To);
            _move.Bind(4, move.Applied);
            _move.Bind(5, move.Scavenged);
            _move.Run();
        }

        return true;
    }

    public void Forget(long generation)
    {
        _forget.Bind(1, generation);
        _forget.Run();
    }
}
