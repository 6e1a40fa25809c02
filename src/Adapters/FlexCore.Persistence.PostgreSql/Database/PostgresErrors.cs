using System.Net.Sockets;
using FlexCore.Application.Journal;
using FlexCore.Persistence.Faults;
using FlexCore.Persistence.PostgreSql.Settings;
using Npgsql;

namespace FlexCore.Persistence.PostgreSql.Database;

/// <summary>Says of a failure what it means to our callers: whether anything can have been written, what is wrong, and the remedy.</summary>
internal static class PostgresErrors
{
    private const string Section = PostgresStoreOptions.Section;

    /// <summary>
    /// Whether the server itself said that the statement was undone. Only then nothing was written; a session that was ended, a broken connection and a
    /// time-out of ours leave it open.
    /// </summary>
    public static bool WasUndone(Exception error) => error is PostgresException { InvariantSeverity: "ERROR" };

    /// <summary>Whether the same statement may well succeed when its assumptions are read again.</summary>
    public static bool IsWorthRepeating(Exception error) => error is PostgresException
    {
        InvariantSeverity: "ERROR",
        SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
    };

    /// <summary>Whether the session is gone, or nobody knows what it does: another one may find out.</summary>
    public static bool IsBrokenSession(Exception error) => IsOurs(error) && !WasUndone(error);

    /// <summary>Whether waiting was given up: doing it again would wait as long again.</summary>
    public static bool IsTimeOut(Exception error) => error is TimeoutException or NpgsqlException { InnerException: TimeoutException };

    /// <summary>Whether an exception comes from the database or the way to it.</summary>
    public static bool IsOurs(Exception error) => error is NpgsqlException or SocketException or IOException or TimeoutException;

    /// <summary>The error of an append of which nobody knows whether it was written.</summary>
    public static JournalOutcomeUnknownException OfOpenCommit(Exception error, string location) => new(
        $"The connection to '{location}' failed while it committed: {Reason(error)} Whether the events were written is read again before the next append.", error);

    /// <summary>The error of anything that may simply be done again.</summary>
    public static JournalException Of(Exception error, string location) => error switch
    {
        JournalException known => known,
        PostgresException server => new StoreException(FaultOf(server.SqlState), location, Message(server, location), error),
        _ => new StoreException(
            StoreFault.Unavailable, location,
            $"The database '{location}' cannot be reached: {Reason(error)} Start it, or correct {Section}.host, port or connection-string. A node that runs goes on by itself.", error),
    };

    private static StoreFault FaultOf(string state) => state switch
    {
        PostgresErrorCodes.DiskFull or PostgresErrorCodes.OutOfMemory => StoreFault.Full,
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InvalidCatalogName => StoreFault.Denied,
        PostgresErrorCodes.InsufficientPrivilege => StoreFault.Denied,
        PostgresErrorCodes.ReadOnlySqlTransaction => StoreFault.ReadOnly,
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => StoreFault.Corrupt,
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn => StoreFault.NotAStore,
        _ => StoreFault.Unavailable,
    };

    private static string Message(PostgresException error, string location) => error.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"The database '{location}' refused the user or the password. Correct {Section}.user and {Section}.password (better set as FLEXCORE_POSTGRES_PASSWORD).",
        PostgresErrorCodes.InvalidCatalogName =>
            $"The database '{location}' does not exist. Create it (createdb), or correct {Section}.database.",
        PostgresErrorCodes.InsufficientPrivilege =>
            $"The user may not do this in '{location}': {error.MessageText}. Grant it, or set {Section}.user to the owner of the schema {Section}.schema.",
        PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.ConfigurationLimitExceeded =>
            $"The database '{location}' has no connection left: {error.MessageText}. Raise max_connections, or lower {Section}.writer-connections and reader-connections-max.",
        PostgresErrorCodes.CannotConnectNow =>
            $"The database '{location}' takes no connections now: {error.MessageText}. FlexCore goes on by itself when it does.",
        PostgresErrorCodes.DiskFull => $"The disk of the database '{location}' is full: {error.MessageText}. Nothing was written; free space and try again.",
        PostgresErrorCodes.ReadOnlySqlTransaction => $"The server of '{location}' is a replica and cannot be written. Point {Section}.host at the primary.",
        PostgresErrorCodes.LockNotAvailable => $"A statement in '{location}' waited too long for a lock ({Section}.lock-timeout). Nothing was written; try again.",
        PostgresErrorCodes.QueryCanceled => $"A statement in '{location}' ran too long ({Section}.command-timeout). Nothing was written; try again.",
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn =>
            $"A table of '{location}' is missing or has changed: {error.MessageText}. Restore the schema from a backup, or set {Section}.schema to an empty one.",
        _ => $"The database '{location}' failed: {error.MessageText} ({error.SqlState}).",
    };

    private static string Reason(Exception error)
    {
        var inner = error is NpgsqlException { InnerException: { } cause } ? cause : error;
        var text = inner is PostgresException server ? $"{server.MessageText} ({server.SqlState})" : inner.Message;
        return text.EndsWith('.') ? text : $"{text}.";
    }
}
