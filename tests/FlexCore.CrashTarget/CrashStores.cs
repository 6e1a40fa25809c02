using FlexCore.Persistence;
using FlexCore.Persistence.PostgreSql;
using FlexCore.Persistence.PostgreSql.Settings;
using FlexCore.Persistence.Sqlite;

namespace FlexCore.CrashTarget;

/// <summary>Opens the store that a crash workload works on, for the child and for the test that looks at what it left.</summary>
public static class CrashStores
{
    /// <summary>The number of shards of every such store.</summary>
    public const int ShardCount = 8;

    /// <summary>Names a PostgreSQL store on the command line.</summary>
    public static string Name(string schema, string connectionString) => $"{schema}@{connectionString}";

    /// <summary>Opens a folder, or <c>SCHEMA@CONNECTION</c>.</summary>
    public static async Task<IStore> OpenAsync(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var at = name.IndexOf('@', StringComparison.Ordinal);
        if (at > 0)
        {
            var shared = new PostgresStoreOptions { Schema = name[..at], ConnectionString = name[(at + 1)..], ShardCount = ShardCount, WriterConnections = 3 };
            return await PostgresStore.OpenAsync(shared).ConfigureAwait(false);
        }

        // Small limits, so that a short life meets index builds and log copies too.
        var options = new SqliteStoreOptions { DataFolder = name, ShardCount = ShardCount, IndexBatchEvents = 500, WalBytes = 1024 * 1024 };
        return await SqliteStore.OpenAsync(options).ConfigureAwait(false);
    }
}
