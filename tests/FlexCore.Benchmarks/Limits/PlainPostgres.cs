using Npgsql;

namespace FlexCore.Benchmarks.Limits;

/// <summary>
/// The raw limit: some connections insert ready-made rows with the same columns into a table with a serial key and no other index, each a fixed number of prepared
/// INSERTs per transaction, sent as one pipeline. What pgbench does with the same script, without its round trip per row. No queue, no checks, no answers.
/// </summary>
public static class PlainPostgres
{
    private const string CreateSql = """
        DROP TABLE IF EXISTS plain;
        CREATE TABLE plain (seq bigserial PRIMARY KEY, shard integer NOT NULL, shard_offset bigint NOT NULL, stream text NOT NULL,
          version bigint NOT NULL, id uuid NOT NULL, type bytea NOT NULL, schema_version integer NOT NULL, time_ticks bigint NOT NULL,
          principal bytea NOT NULL, correlation bytea NOT NULL, causation bytea NOT NULL, idempotency_key bytea, payload bytea NOT NULL, checksum bigint NOT NULL)
        """;

    private const string InsertSql = """
        INSERT INTO plain (shard, shard_offset, stream, version, id, type, schema_version, time_ticks, principal, correlation, causation, payload, checksum)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """;

    /// <summary>Inserts rows.</summary>
    /// <param name="connectionString">The server.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="batch">Rows per transaction.</param>
    /// <param name="connections">How many connections share the work.</param>
    /// <param name="payload">The payload of every row.</param>
    public static async Task InsertAsync(string connectionString, int count, int batch, int connections, byte[] payload)
    {
        var source = NpgsqlDataSource.Create(connectionString);
        await using (source.ConfigureAwait(false))
        {
            var create = source.CreateCommand(CreateSql);
            await using (create.ConfigureAwait(false))
            {
                await create.ExecuteNonQueryAsync().ConfigureAwait(false);
            }

            await Task.WhenAll(Enumerable.Range(0, connections)
                .Select(worker => Task.Run(() => WorkAsync(source, worker, count / connections, batch, payload)))).ConfigureAwait(false);
        }
    }

    private static async Task WorkAsync(NpgsqlDataSource source, int worker, int count, int batch, byte[] payload)
    {
        var connection = await source.OpenConnectionAsync().ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var texts = new RowTexts(1_000);
            var rows = new NpgsqlBatch(connection);
            await using (rows.ConfigureAwait(false))
            {
                for (var i = 0; i < batch; i++)
                {
                    rows.BatchCommands.Add(Row(worker + i, texts, payload));
                }

                await rows.PrepareAsync().ConfigureAwait(false);
                for (var done = 0; done < count; done += batch)
                {
                    await rows.ExecuteNonQueryAsync().ConfigureAwait(false);
                }
            }
        }
    }

    private static NpgsqlBatchCommand Row(int row, RowTexts texts, byte[] payload)
    {
        var command = new NpgsqlBatchCommand(InsertSql);
        Add(command, row % 256);
        Add(command, (long)row);
        Add(command, SampleEvents.Stream(row % texts.StreamCount).StreamId);
        Add(command, 1L);
        Add(command, Guid.Empty);
        Add(command, System.Text.Encoding.UTF8.GetBytes(SampleEvents.Type));
        Add(command, 1);
        Add(command, SampleEvents.Metadata.Time.UtcTicks);
        Add(command, System.Text.Encoding.UTF8.GetBytes(SampleEvents.Metadata.Principal));
        Add(command, System.Text.Encoding.UTF8.GetBytes(SampleEvents.Metadata.CorrelationId));
        Add(command, System.Text.Encoding.UTF8.GetBytes(SampleEvents.Metadata.CausationId));
        Add(command, payload);
        Add(command, (long)uint.MaxValue);
        return command;
    }

    private static void Add<T>(NpgsqlBatchCommand command, T value) => command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
}
