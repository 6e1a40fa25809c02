using FlexCore.Application.Journal;
using FlexCore.Persistence.Records;
using FlexCore.Persistence.Sqlite.Database;

namespace FlexCore.Persistence.Sqlite.Tables;

/// <summary>The epoch and owner of each shard. Used by one thread at a time.</summary>
internal sealed class ShardTable(SqliteDatabase database)
{
    private readonly SqliteStatement _all = database.Prepare("SELECT shard, epoch, owner, checksum FROM shard");

    private readonly SqliteStatement _upsert = database.Prepare("""
        INSERT INTO shard (shard, epoch, owner, checksum) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (shard) DO UPDATE SET epoch = excluded.epoch, owner = excluded.owner, checksum = excluded.checksum
        """);

    /// <summary>The epochs by shard; 0 where nobody has owned it yet.</summary>
    /// <exception cref="CorruptEventException">A row does not match its checksum: a wrong epoch could let a fenced writer back in.</exception>
    public long[] ReadEpochs(int shardCount)
    {
        var epochs = new long[shardCount];
        try
        {
            while (_all.Step())
            {
                var (shard, epoch, owner) = (_all.Number(0), _all.Number(1), _all.Text(2));
                if (shard < 0 || shard >= shardCount || Checksum(shard, epoch, owner) != _all.Number(3))
                {
                    throw new CorruptEventException($"shard {shard}", epoch, "its lease row does not match its checksum");
                }

                epochs[shard] = epoch;
            }

            return epochs;
        }
        finally
        {
            _all.Reset();
        }
    }

    public void Write(ShardLease lease)
    {
        _upsert.Bind(1, lease.Shard);
        _upsert.Bind(2, lease.Epoch);
        _upsert.BindText(3, lease.Owner);
        _upsert.Bind(4, Checksum(lease.Shard, lease.Epoch, lease.Owner));
        _upsert.Run();
    }

    private static long Checksum(long shard, long epoch, string owner)
    {
        var checksum = RecordChecksum.Start();
        checksum.Add(shard);
        checksum.Add(epoch);
        checksum.Add(owner);
        return checksum.Value;
    }
}
