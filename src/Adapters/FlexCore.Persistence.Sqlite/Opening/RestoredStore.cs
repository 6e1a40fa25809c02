using FlexCore.Application.Journal;
using FlexCore.Persistence.Sqlite.Database;
using FlexCore.Persistence.Sqlite.Tables;

namespace FlexCore.Persistence.Sqlite.Opening;

/// <summary>Tells a store that it came out of a backup: epochs and cursors given out since that backup must not be given again.</summary>
internal static class RestoredStore
{
    private const string Nobody = "restored";

    public static void Mark(SqliteDatabase database, int shardCount, DateTimeOffset now)
    {
        database.Execute("BEGIN EXCLUSIVE");
        try
        {
            var shards = new ShardTable(database);
            var epochs = shards.ReadEpochs(shardCount);
            for (var shard = 0; shard < shardCount; shard++)
            {
                shards.Write(new ShardLease(shard, RestoreGap.Raise(epochs[shard], now), Nobody));
            }

            using var update = database.Prepare("UPDATE store SET restore_epoch = max(restore_epoch + 1, ?1)");
            update.Bind(1, now.ToUnixTimeSeconds());
            update.Run();
            database.Execute("COMMIT");
        }
        catch
        {
            database.Execute("ROLLBACK");
            throw;
        }
    }
}
