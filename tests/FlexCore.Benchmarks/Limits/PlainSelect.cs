using System.Diagnostics;
using FlexCore.Benchmarks.Stores;
using FlexCore.Persistence.Sqlite.Database;
using FlexCore.TestServers.Postgres;
using Npgsql;

namespace FlexCore.Benchmarks.Limits;

/// <summary>The raw limit of reading: one plain SELECT of all columns of all rows, each column fetched, the payload copied because an event outlives its row. No checks, no objects, no cursor.</summary>
public static class PlainSelect
{
    private const string Columns = "shard, shard_offset, stream, version, id, type, schema_version, time_ticks, principal, correlation, causation, idempotency_key, payload, checksum, trace";

    /// <summary>Reads all events of a store.</summary>
    /// <returns>Events a second.</returns>
    public static async Task<double> RateAsync(FilledStore filled)
    {
        ArgumentNullException.ThrowIfNull(filled);
        var startedAt = Stopwatch.GetTimestamp();
        var rows = filled.Schema.Length > 0 ? await PostgresAsync(filled.Schema).ConfigureAwait(false) : Sqlite(filled.File);
        var seconds = Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
        return rows >= filled.Sample.Events ? rows / seconds : throw new InvalidOperationException($"Read {rows} rows of {filled.Sample.Events}.");
    }

    private static long Sqlite(string file)
    {
        using var database = SqliteDatabase.OpenReader(file);
        using var select = database.Prepare($"SELECT {Columns} FROM event ORDER BY seq");
        var (rows, sum) = (0L, 0L);
        while (select.Step())
        {
            for (var column = 0; column < 15; column++)
            {
                sum += column is 0 or 1 or 3 or 6 or 7 or 13 ? select.Number(column)
                    : column == 12 ? select.Bytes(column).ToArray().Length
                    : select.Bytes(column).Length;
            }

            rows++;
        }

        return sum != 0 ? rows : 0;
    }

    private static async Task<long> PostgresAsync(string schema)
    {
        var server = await SharedPostgres.Server.ConfigureAwait(false);
        var source = NpgsqlDataSource.Create($"{server.ConnectionString};Search Path={schema}");
        await using (source.ConfigureAwait(false))
        {
            var command = source.CreateCommand($"SELECT {Columns} FROM event");
            await using (command.ConfigureAwait(false))
            {
                var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    var (rows, sum) = (0L, 0L);
                    while (await reader.ReadAsync().ConfigureAwait(false))
                    {
                        sum += Take(reader);
                        rows++;
                    }

                    return sum != 0 ? rows : 0;
                }
            }
        }
    }

    private static long Take(NpgsqlDataReader reader)
    {
        var sum = reader.GetInt32(0) + reader.GetInt64(1) + reader.GetString(2).Length + reader.GetInt64(3) + reader.GetGuid(4).GetHashCode() + reader.GetInt32(6) + reader.GetInt64(7) + reader.GetInt64(13);
        foreach (var column in new[] { 5, 8, 9, 10, 12 })
        {
            sum += reader.GetFieldValue<byte[]>(column).Length;
        }

        return sum + (reader.IsDBNull(11) ? 0 : 1) + (reader.IsDBNull(14) ? 0 : 1);
    }
}
