using System.Globalization;
using Npgsql;

namespace FlexCore.Persistence.PostgreSql.Settings;

/// <summary>Turns the settings into what Npgsql is told: who and where, and how a session of ours behaves.</summary>
internal static class ConnectionText
{
    /// <summary>The name under which our sessions appear in <c>pg_stat_activity</c>. A take-over ends only sessions with this name.</summary>
    public const string ApplicationName = "flexcore";

    /// <summary>Hints: one connection listens, one tells; and one more for a take-over that watches another.</summary>
    private const int OtherConnections = 4;

    private const int KeepAliveSeconds = 5;
    private const int KeepAlivesMax = 3;

    /// <exception cref="ArgumentException">The connection string cannot be read; the message has no part of it, because it may hold a password.</exception>
    public static NpgsqlConnectionStringBuilder Build(PostgresStoreOptions options)
    {
        var text = Parse(options);
        text.ApplicationName = ApplicationName;
        text.SearchPath = options.Schema;
        text.Pooling = true;
        text.MinPoolSize = 0;
        text.MaxPoolSize = options.WriterConnections + options.ReaderConnectionsMax + OtherConnections;
        text.Timeout = Seconds(options.ConnectTimeout);

        // The server ends a statement first, and then says that nothing was written; the client's own limit is for a server that hangs.
        text.CommandTimeout = Seconds(options.CommandTimeout) + Math.Clamp(Seconds(options.CommandTimeout) / 2, 1, 5);
        text.CancellationTimeout = 2_000;
        if (!IsUnixSocket(text.Host))
        {
            text.TcpKeepAlive = true;
            text.TcpKeepAliveTime = KeepAliveSeconds;
            text.TcpKeepAliveInterval = KeepAliveSeconds;
        }

        text.Options = SessionSettings(options);
        text.NoResetOnClose = true;
        text.IncludeErrorDetail = false;

        // Of several hosts only the primary will do, and after a fail-over at once.
        text.HostRecheckSeconds = 0;
        if (text.Host?.Contains(',', StringComparison.Ordinal) == true)
        {
            text.TargetSessionAttributes = "primary";
        }

        text.PersistSecurityInfo = false;
        return text;
    }

    /// <summary>Where the store is, for messages: no user, no password.</summary>
    public static string Location(NpgsqlConnectionStringBuilder text, string schema) =>
        string.Create(CultureInfo.InvariantCulture, $"postgres://{text.Host}:{text.Port}/{text.Database}/{schema}");

    private static NpgsqlConnectionStringBuilder Parse(PostgresStoreOptions options)
    {
        if (options.ConnectionString.Length == 0)
        {
            var parts = new NpgsqlConnectionStringBuilder { Host = options.Host, Port = options.Port, Database = options.Database, Username = options.User };
            if (options.Password.Length > 0)
            {
                parts.Password = options.Password;
            }

            return parts;
        }

        try
        {
            var text = new NpgsqlConnectionStringBuilder(options.ConnectionString);
            return string.IsNullOrEmpty(text.Host) || string.IsNullOrEmpty(text.Database) ? throw Unreadable("it names no Host or no Database") : text;
        }
        catch (Exception error) when (error is (ArgumentException or FormatException or InvalidCastException or OverflowException or KeyNotFoundException) and not ConnectionTextException)
        {
            throw Unreadable("it is malformed, or has an unknown key");
        }
    }

    private static ConnectionTextException Unreadable(string why) => new(
        $"{PostgresStoreOptions.Section}.connection-string cannot be used: {why}. Write it as Host=…;Port=5432;Database=…;Username=…;Password=…, "
        + "or leave it empty and set host, port, database, user and password.");

    // Every statement is a transaction of its own; a session that ever is idle inside one is broken, and its locks must not stay. The keep-alives end the session of a
    // host that is gone while the server waits for it, the user time-out while the server has an answer under way to it.
    private static string SessionSettings(PostgresStoreOptions options) => string.Create(
        CultureInfo.InvariantCulture,
        $"-c synchronous_commit=on -c statement_timeout={Milliseconds(options.CommandTimeout)} -c lock_timeout={Milliseconds(options.LockTimeout)} "
        + $"-c idle_in_transaction_session_timeout={Milliseconds(options.CommandTimeout)} -c tcp_keepalives_idle={KeepAliveSeconds} -c tcp_keepalives_interval={KeepAliveSeconds} "
        + $"-c tcp_keepalives_count={KeepAlivesMax} -c tcp_user_timeout={KeepAliveSeconds * (KeepAlivesMax + 1) * 1_000} -c jit=off -c bytea_output=hex");

    private static bool IsUnixSocket(string? host) => host is not null && (host.StartsWith('/') || host.StartsWith('@'));

    private static int Seconds(TimeSpan time) => (int)Math.Ceiling(time.TotalSeconds);

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;

    /// <summary>Only tells our own message from those that may quote the text.</summary>
    private sealed class ConnectionTextException(string message) : ArgumentException(message);
}
