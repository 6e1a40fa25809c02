namespace FlexCore.Persistence.PostgreSql.Settings;

/// <summary>Settings of the store that many nodes share: one schema of one PostgreSQL database.</summary>
public sealed class PostgresStoreOptions
{
    /// <summary>Where these settings live in the configuration.</summary>
    public const string Section = "flexcore.postgres";

    /// <summary>
    /// A whole connection string in Npgsql's form, or empty to build one from host, port, database, user and password. Several hosts, separated by commas, are
    /// tried until one is a primary.
    /// </summary>
    /// <value>The default value is empty.</value>
    public string ConnectionString { get; set; } = "";

    /// <summary>The host name, IP address, or folder of a Unix socket; several separated by commas. Not used with a connection string.</summary>
    /// <value>The default value is <c>127.0.0.1</c>.</value>
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>The TCP port. Not used with a connection string.</summary>
    /// <value>The default value is 5432; 1 to 65,535.</value>
    public int Port { get; set; } = 5432;

    /// <summary>The database; it must exist. Not used with a connection string.</summary>
    /// <value>The default value is <c>flexcore</c>.</value>
    public string Database { get; set; } = "flexcore";

    /// <summary>The user. Not used with a connection string.</summary>
    /// <value>The default value is <c>flexcore</c>.</value>
    public string User { get; set; } = "flexcore";

    /// <summary>The password; empty for none. Better set by the environment (<c>FLEXCORE_POSTGRES_PASSWORD</c>) than in a file. Never shown.</summary>
    /// <value>The default value is empty.</value>
    public string Password { get; set; } = "";

    /// <summary>The schema that holds the tables; created when missing. Two clusters in one database need two schemas.</summary>
    /// <value>The default value is <c>flexcore</c>; 1 to 63 of <c>a-z 0-9 _</c>, beginning with a letter.</value>
    public string Schema { get; set; } = "flexcore";

    /// <summary>The number of shards. Fixed when the store is created; opening it with another number is an error.</summary>
    /// <value>The default value is 256; 1 to 65,536.</value>
    public int ShardCount { get; set; } = 256;

    /// <summary>How many connections append. Shards are spread over them, and each commits what waits for it in one statement.</summary>
    /// <value>The default value is 2; 1 to 64. Fewer make larger statements, which cost the server less; more help a server with many processors and much to do.</value>
    public int WriterConnections { get; set; } = 2;

    /// <summary>The most connections that read, or do anything but append, at the same time; further callers wait.</summary>
    /// <value>The default value is 8; 1 to 256.</value>
    public int ReaderConnectionsMax { get; set; } = 8;

    /// <summary>The most appends that may wait for one writer. At the bound an append fails with an overload error; nothing is written.</summary>
    /// <value>The default value is 65,536; at least 1.</value>
    public int QueueCapacity { get; set; } = 65_536;

    /// <summary>The most payload bytes that may wait for one writer. At the bound an append fails with an overload error.</summary>
    /// <value>The default value is 268,435,456 (256 MiB); at least 1.</value>
    public long QueueBytesMax { get; set; } = 256L * 1024 * 1024;

    /// <summary>The most appends in one commit. More that wait go into the next one.</summary>
    /// <value>The default value is 4,096; 1 to 1,000,000.</value>
    public int CommitSizeMax { get; set; } = 4_096;

    /// <summary>How long opening one connection may take.</summary>
    /// <value>The default value is 5 s; 1 s to 5 minutes.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one statement may run, before the server ends it and its caller gets an error.</summary>
    /// <value>The default value is 15 s; 1 s to 1 hour.</value>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long one statement may wait for a lock, before the server ends it. A take-over ends whoever is in its way after half of it.</summary>
    /// <value>The default value is 5 s; 100 ms to 1 hour, and no longer than the command time-out.</value>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long appends wait for a database that cannot be reached, before they fail. Nothing was written then.</summary>
    /// <value>The default value is 3 s; 0 to 1 hour.</value>
    public TimeSpan OutagePatience { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Whether nodes tell each other by LISTEN and NOTIFY that they have committed. Set it to off behind a pooler that does not keep sessions: followers then only look.</summary>
    /// <value>The default value is <see langword="true"/>.</value>
    public bool Hints { get; set; } = true;

    /// <summary>How often a follower of the feed looks for events of other nodes while no hints come. Nobody looks while nobody follows.</summary>
    /// <value>The default value is 250 ms; 10 ms to 1 minute.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How often a follower of the feed looks while the connection that brings hints is up: the guarantee behind the hints.</summary>
    /// <value>The default value is 4 s; 10 ms to 1 minute.</value>
    public TimeSpan PollIntervalWithHints { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names the key, the value and the remedy.</exception>
    public void Validate()
    {
        if (!SchemaName.IsValid(Schema))
        {
            throw new ArgumentException($"{Section}.schema = '{Schema}' is no schema name. Use 1 to 63 of a-z 0-9 _, beginning with a letter.");
        }

        Require("port", Port, 1, 65_535);
        Require("shard-count", ShardCount, 1, 65_536);
        Require("writer-connections", WriterConnections, 1, 64);
        Require("reader-connections-max", ReaderConnectionsMax, 1, 256);
        Require("queue-capacity", QueueCapacity, 1, int.MaxValue);
        Require("queue-bytes-max", QueueBytesMax, 1, long.MaxValue);
        Require("commit-size-max", CommitSizeMax, 1, 1_000_000);
        Require("connect-timeout", ConnectTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        Require("command-timeout", CommandTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Require("lock-timeout", LockTimeout, TimeSpan.FromMilliseconds(100), CommandTimeout);
        Require("outage-patience", OutagePatience, TimeSpan.Zero, TimeSpan.FromHours(1));
        Require("poll-interval", PollInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        Require("poll-interval-with-hints", PollIntervalWithHints, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
    }

    private static void Require<T>(string key, T value, T min, T max)
        where T : IComparable<T>
    {
        if (value.CompareTo(min) < 0 || value.CompareTo(max) > 0)
        {
            throw new ArgumentException($"{Section}.{key} = {value} is out of range. Set it to {min} … {max}.");
        }
    }
}
