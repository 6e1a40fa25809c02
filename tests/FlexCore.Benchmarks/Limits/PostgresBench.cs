using System.Diagnostics;
using FlexCore.Persistence.PostgreSql;
using FlexCore.Persistence.PostgreSql.Settings;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Benchmarks.Limits;

/// <summary>The server of the PostgreSQL jobs: one for all, started by the first, ended with the process. <c>synchronous_commit</c> is on for every row.</summary>
public static class PostgresBench
{
    /// <summary>How many connections write, ours and the limit's.</summary>
    public const int Connections = 4;

    /// <summary>Opens a new store; its schema stays until the server is removed.</summary>
    /// <param name="commitSizeMax">The most appends in one commit.</param>
    public static async Task<PostgresStore> OpenStoreAsync(int commitSizeMax = 4_096)
    {
        var server = await SharedPostgres.Server.ConfigureAwait(false);
        return await PostgresStore.OpenAsync(new PostgresStoreOptions
        {
            ConnectionString = server.ConnectionString, Schema = SharedPostgres.NewSchema(), WriterConnections = Connections, CommitSizeMax = commitSizeMax,
        }).ConfigureAwait(false);
    }

    /// <summary>How many plain rows a second go in.</summary>
    public static async Task<double> PlainRateAsync(int count, int batch, byte[] payload)
    {
        var server = await SharedPostgres.Server.ConfigureAwait(false);
        var startedAt = Stopwatch.GetTimestamp();
        await PlainPostgres.InsertAsync(server.ConnectionString, count, batch, Connections, payload).ConfigureAwait(false);
        return count / Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
    }
}
