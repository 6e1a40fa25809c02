using System.Globalization;
using FlexCore.Persistence.Faults;
using FlexCore.Persistence.PostgreSql.Database;
using FlexCore.Persistence.PostgreSql.Settings;
using FlexCore.Persistence.Schema;
using Npgsql;

namespace FlexCore.Persistence.PostgreSql.Opening;

/// <summary>Brings the schema to the state in which nodes may use it: ours, durable, with the newest tables and the configured number of shards.</summary>
internal static class StoreSchema
{
    private const string Section = PostgresStoreOptions.Section;

    // Each is what a durable commit needs of the server.
    private const string ServerSql = """
        SELECT pg_is_in_recovery(), current_setting('fsync'), current_setting('full_page_writes'), current_setting('synchronous_commit'),
          current_setting('server_version_num')::integer
        """;

    private const int OldestServer = 140000;

    /// <exception cref="StoreException">The server is a replica, does not flush, or holds another schema; the message names the key and the remedy.</exception>
    public static async Task PrepareAsync(PostgresDatabase database, PostgresStoreOptions options, IReadOnlyList<SqlScript> scripts, CancellationToken cancellationToken)
    {
        var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            try
            {
                await RequireDurableAsync(connection, database.Location, cancellationToken).ConfigureAwait(false);
                var target = new PostgresMigrationTarget(connection, options.Schema, database.Location);
                await MigrationRunner.RunAsync(target, scripts, cancellationToken).ConfigureAwait(false);
                await FixShardCountAsync(connection, database.Location, options.ShardCount, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (PostgresErrors.IsOurs(error))
            {
                throw PostgresErrors.Of(error, database.Location);
            }
        }
    }

    private static async Task RequireDurableAsync(NpgsqlConnection connection, string location, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(ServerSql, connection);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                var wrong = reader switch
                {
                    _ when reader.GetBoolean(0) => $"The server of '{location}' is a replica. Point {Section}.host at the primary.",
                    _ when reader.GetString(1) != "on" || reader.GetString(2) != "on" || reader.GetString(3) != "on" =>
                        $"The server of '{location}' runs with fsync {reader.GetString(1)}, full_page_writes {reader.GetString(2)} and synchronous_commit {reader.GetString(3)}, "
                        + "so commits would not be durable. Set all three to on in its configuration.",
                    _ when reader.GetInt32(4) < OldestServer => $"The server of '{location}' has version number {reader.GetInt32(4)}. Use PostgreSQL 14 or newer.",
                    _ => null,
                };
                if (wrong is not null)
                {
                    throw new StoreException(StoreFault.Mismatch, location, wrong);
                }
            }
        }
    }

    private static async Task FixShardCountAsync(NpgsqlConnection connection, string location, int configured, CancellationToken cancellationToken)
    {
        // One statement, so that of nodes which create the store together one decides and the others see it whole.
        var create = new NpgsqlCommand(
            """
            WITH created AS (INSERT INTO store (id, shard_count) VALUES (1, $1) ON CONFLICT (id) DO NOTHING RETURNING shard_count)
            INSERT INTO shard (shard, epoch) SELECT number, 0 FROM created, generate_series(0, created.shard_count - 1) AS number
            """,
            connection);
        var read = new NpgsqlCommand("SELECT shard_count FROM store", connection);
        await using (create.ConfigureAwait(false))
        await using (read.ConfigureAwait(false))
        {
            create.Parameters.Add(Parameter.Of(configured));
            await create.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            var stored = Convert.ToInt32(await read.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture);
            if (stored != configured)
            {
                throw new StoreException(
                    StoreFault.Mismatch,
                    location,
                    $"The store '{location}' was created with {stored} shards, but {Section}.shard-count is {configured}. "
                    + $"The number is fixed for the life of a store: set it to {stored}, or use another {Section}.schema.");
            }
        }
    }
}
