using FlexCore.Application.Journal;
using FlexCore.Persistence.PostgreSql.Database;
using FlexCore.Persistence.PostgreSql.Settings;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FlexCore.Persistence.PostgreSql.Writing;

/// <summary>Takes shards over: raises their epochs, and ends sessions of FlexCore that stand in the way. Thread-safe.</summary>
/// <remarks>
/// A take-over waits for appends that hold the shard's row, normally for milliseconds. A client that was stopped after it had sent half of its statement
/// holds the row for ever; after half of the lock time-out whoever blocks is therefore ended by the server, and what it had begun is undone.
/// </remarks>
internal sealed partial class TakeOver(PostgresDatabase database, TimeSpan lockTimeout, TimeProvider time, ILogger logger)
{
    private const string BlockersSql = """
        SELECT a.pid, pg_terminate_backend(a.pid) FROM unnest(pg_blocking_pids($1)) AS b(pid) JOIN pg_stat_activity a ON a.pid = b.pid
        WHERE a.datname = current_database() AND a.usename = current_user AND a.application_name = $2
        """;

    private readonly ILogger _logger = logger;

    /// <summary>Runs a statement that takes shards.</summary>
    /// <param name="sql">Gets the wanted shards as $1 and the owner as $2; gives rows of shard, epoch and owner.</param>
    /// <param name="shards">The wanted shards.</param>
    /// <param name="owner">The new owner.</param>
    /// <param name="cancellationToken">Stops waiting; the take-over may still happen.</param>
    /// <exception cref="JournalException">The database failed, or something that is not FlexCore's holds a row.</exception>
    public ValueTask<List<ShardLease>> RunAsync(string sql, int[] shards, string owner, CancellationToken cancellationToken) => database.RunAsync(
        sql,
        [Parameter.Of(shards), Parameter.Of(owner)],
        async command =>
        {
            using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var guard = EndBlockersAsync((command.Connection ?? throw new InvalidOperationException("The command has no connection.")).ProcessID, done.Token);
            try
            {
                return await ReadAsync(command, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                await done.CancelAsync().ConfigureAwait(false);
                await guard.ConfigureAwait(false);
            }
        },
        mayRepeat: false,
        cancellationToken);

    private static async Task<List<ShardLease>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var leases = new List<ShardLease>();
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                leases.Add(new ShardLease(reader.GetInt32(0), reader.GetInt64(1), reader.GetString(2)));
            }

            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        }

        return leases;
    }

    private async Task EndBlockersAsync(int waiting, CancellationToken done)
    {
        try
        {
            await Task.Delay(lockTimeout / 2, time, done).ConfigureAwait(false);
            await database.RunAtOnceAsync(
                BlockersSql, [Parameter.Of(waiting), Parameter.Of(ConnectionText.ApplicationName)], command => EndAsync(command, done), done).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (done.IsCancellationRequested)
        {
            // The take-over came through by itself, which is the rule.
            return;
        }
        catch (JournalException error)
        {
            // The statement's own time-out reports what stays in the way.
            LogNotEnded(error);
        }
    }

    private async Task<bool> EndAsync(NpgsqlCommand command, CancellationToken done)
    {
        var reader = await command.ExecuteReaderAsync(done).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(done).ConfigureAwait(false))
            {
                LogEnded(reader.GetInt32(0));
            }
        }

        return true;
    }
}
