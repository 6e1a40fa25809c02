namespace FlexCore.Persistence.Sqlite;

/// <summary>Settings of the embedded store: one SQLite file in one folder, used by one process.</summary>
public sealed class SqliteStoreOptions
{
    /// <summary>Where these settings live in the configuration.</summary>
    public const string Section = "flexcore.journal";

    /// <summary>The folder that holds the database. Created when missing; locked while the store is open.</summary>
    /// <value>The default value is <c>.flexcore</c>, relative to the working directory.</value>
    public string DataFolder { get; set; } = ".flexcore";

    /// <summary>The number of shards. Fixed when the store is created; opening it with another number is an error.</summary>
    /// <value>The default value is 256; 1 to 65,536.</value>
    public int ShardCount { get; set; } = 256;

    /// <summary>The most operations that may wait for the writer. At the bound an append fails with an overload error; nothing is written.</summary>
    /// <value>The default value is 65,536; at least 1.</value>
    public int QueueCapacity { get; set; } = 65_536;

    /// <summary>The most payload bytes that may wait for the writer. At the bound an append fails with an overload error.</summary>
    /// <value>The default value is 268,435,456 (256 MiB); at least 1.</value>
    public long QueueBytesMax { get; set; } = 256L * 1024 * 1024;

    /// <summary>The most operations in one commit. More that wait go into the next one.</summary>
    /// <value>The default value is 4,096; at least 1.</value>
    public int CommitSizeMax { get; set; } = 4_096;

    /// <summary>
    /// How many events may lie above the stream index before they are sorted into it. More means cheaper commits, more memory
    /// (about 100 bytes per event at worst) and a longer start.
    /// </summary>
    /// <value>The default value is 65,536; at least 1.</value>
    public int IndexBatchEvents { get; set; } = 65_536;

    /// <summary>The size of the write-ahead log from which it is copied into the database, in bytes.</summary>
    /// <value>The default value is 16,777,216 (16 MiB); at least 1 MiB.</value>
    public long WalBytes { get; set; } = 16L * 1024 * 1024;

    /// <summary>The most bytes the database file may have; at the bound writes fail with a clear error and reads go on. 0 means no bound.</summary>
    /// <value>The default value is 0.</value>
    public long DatabaseBytesMax { get; set; }

    /// <summary>The most connections that read at the same time; further readers wait.</summary>
    /// <value>The default value is 4; 1 to 64.</value>
    public int ReaderCountMax { get; set; } = 4;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names the key, the value and the remedy.</exception>
    public void Validate()
    {
        if (string.IsNullOrWhiteSpace(DataFolder))
        {
            throw new ArgumentException($"{Section}.data-folder is empty. Name a folder, for example .flexcore.");
        }

        Require("shard-count", ShardCount, 1, 65_536);
        Require("queue-capacity", QueueCapacity, 1, int.MaxValue);
        Require("queue-bytes-max", QueueBytesMax, 1, long.MaxValue);
        Require("commit-size-max", CommitSizeMax, 1, 1_000_000);
        Require("index-batch-events", IndexBatchEvents, 1, 10_000_000);
        Require("wal-bytes", WalBytes, 1024 * 1024, 16L * 1024 * 1024 * 1024);
        Require("database-bytes-max", DatabaseBytesMax, 0, long.MaxValue);
        Require("reader-count-max", ReaderCountMax, 1, 64);
    }

    private static void Require(string key, long value, long min, long max)
    {
        if (value < min || value > max)
        {
            throw new ArgumentException($"{Section}.{key} = {value} is out of range. Set it to {min} … {max}.");
        }
    }
}
