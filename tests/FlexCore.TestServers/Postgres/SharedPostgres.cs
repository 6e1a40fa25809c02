using System.Globalization;

namespace FlexCore.TestServers.Postgres;

/// <summary>One server for all tests of a run that do it no harm. Each takes a schema of its own.</summary>
public static class SharedPostgres
{
    private static readonly Lazy<Task<PostgresServer>> _server = new(static () => PostgresServer.StartAsync());

    /// <summary>The server; started by the first who asks, ended with the process.</summary>
    public static Task<PostgresServer> Server => _server.Value;

    /// <summary>A schema name that no other test has.</summary>
    public static string NewSchema() => string.Create(CultureInfo.InvariantCulture, $"t{Guid.NewGuid():N}");
}
