using System.Globalization;
using FlexCore.Persistence.Faults;
using FlexCore.Persistence.PostgreSql.Database;
using FlexCore.Persistence.PostgreSql.Settings;
using FlexCore.Persistence.Schema;
using Npgsql;

namespace FlexCore.Persistence.PostgreSql.Opening;

/// <summary>Applies migrations to a schema: all of them in one transaction, under a lock that ends with it, so that nodes which start together do it once.</summary>
/// <remarks>Used by one caller; the connection is its own.</remarks>
internal sealed class PostgresMigrationTarget(NpgsqlConnection connection, string schema, string location) : IMigrationTarget
{
    private const string VersionTable = "schema_version";

    public string Location => location;

    public async ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);

        // Any number will do that is the same for all nodes and different for other schemas.
        await ExecuteAsync("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", cancellationToken, $"flexcore/{schema}").ConfigureAwait(false);
        return new Transaction(transaction);
    }

    public async ValueTask<int> ReadVersionAsync(CancellationToken cancellationToken)
    {
        var tables = await NumberAsync("SELECT count(*) FROM pg_tables WHERE schemaname = $1", cancellationToken, schema).ConfigureAwait(false);
        if (tables == 0)
        {
            return 0;
        }

        var known = await NumberAsync("SELECT count(*) FROM pg_tables WHERE schemaname = $1 AND tablename = $2", cancellationToken, schema, VersionTable).ConfigureAwait(false);
        return known == 1
            ? (int)await NumberAsync($"SELECT max(version) FROM {schema}.{VersionTable}", cancellationToken).ConfigureAwait(false)
            : throw new StoreException(
                StoreFault.NotAStore,
                location,
                $"The schema '{schema}' has {tables} tables of another program. Set {PostgresStoreOptions.Section}.schema to a new or empty one. Nothing was changed.");
    }

    public async ValueTask ApplyAsync(SqlScript script, CancellationToken cancellationToken)
    {
        if (script.Number == 1)
        {
            await ExecuteAsync($"CREATE SCHEMA IF NOT EXISTS {schema}", cancellationToken).ConfigureAwait(false);
            await ExecuteAsync($"CREATE TABLE {schema}.{VersionTable} (version integer PRIMARY KEY)", cancellationToken).ConfigureAwait(false);
        }

        await ExecuteAsync(script.Text, cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(
            string.Create(CultureInfo.InvariantCulture, $"INSERT INTO {schema}.{VersionTable} (version) VALUES ({script.Number})"), cancellationToken).ConfigureAwait(false);
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken, params string[] values)
    {
        var command = Command(sql, values);
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<long> NumberAsync(string sql, CancellationToken cancellationToken, params string[] values)
    {
        var command = Command(sql, values);
        await using (command.ConfigureAwait(false))
        {
            return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture);
        }
    }

    private NpgsqlCommand Command(string sql, string[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(Array.ConvertAll(values, Parameter.Of));
        return command;
    }

    // A script that failed has already ended the transaction; committing it then undoes it, which is what must happen.
    private sealed class Transaction(NpgsqlTransaction transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using (transaction.ConfigureAwait(false))
            {
                await transaction.CommitAsync().ConfigureAwait(false);
            }
        }
    }
}
