using System.Diagnostics;
using System.Globalization;
using FlexCore.TestServers.Postgres;
using Npgsql;
using SQLitePCL;

namespace FlexCore.Benchmarks.Jobs.Projections;

/// <summary>The limit of projections: ready-made rows are put into a table with the columns and the key of the read models, one upsert per event, a round of 1,000 keys per transaction.</summary>
/// <remarks>No events are read, nothing is parsed or added up, no places are kept. Commits are flushed as little as those of read models.</remarks>
internal static class PlainUpserts
{
    private const string Document =
        """{"last_completed":"2026-01-01T00:00:00Z","last_duration":1234,"last_error":"the sink is full","failed_at":"2026-01-01T00:00:00Z","last_started":"2026-01-01T00:00:00Z","status":"running","total_executions":600}""";

    private const string Columns = "generation, tenant, kind, key, aggregate_type, data, stamps, version, events, created_ticks, updated_ticks";

    private static readonly string[] _keys = [.. Enumerable.Range(0, PipelineEvents.Streams).Select(static number => PipelineEvents.Stream(number).Key)];

    public static double RateOnSqlite(string folder, int count)
    {
        Batteries_V2.Init();
        Require(raw.sqlite3_open(Path.Combine(folder, "plain.db"), out var database));
        using var closed = database;
        foreach (var sql in new[]
        {
            "PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL", "PRAGMA cache_size = -16384", "PRAGMA wal_autocheckpoint = 4000",
            $"CREATE TABLE document ({Columns}, PRIMARY KEY (generation, tenant, kind, key)) WITHOUT ROWID",
        })
        {
            Require(raw.sqlite3_exec(database, sql));
        }

        Require(raw.sqlite3_prepare_v2(database, $"INSERT OR REPLACE INTO document ({Columns}) VALUES (1, 'default', 'event-stream', ?1, 'Pipeline', ?2, '', ?3, ?3, 1, 2)", out var upsert));
        using var finalized = upsert;
        var startedAt = Stopwatch.GetTimestamp();
        for (var done = 0; done < count; done += _keys.Length)
        {
            Require(raw.sqlite3_exec(database, "BEGIN IMMEDIATE"));
            foreach (var key in _keys)
            {
                raw.sqlite3_bind_text(upsert, 1, key);
                raw.sqlite3_bind_text(upsert, 2, Document);
                raw.sqlite3_bind_int64(upsert, 3, done);
                Require(raw.sqlite3_step(upsert) == raw.SQLITE_DONE ? raw.SQLITE_OK : raw.SQLITE_ERROR);
                raw.sqlite3_reset(upsert);
            }

            Require(raw.sqlite3_exec(database, "COMMIT"));
        }

        return count / Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
    }

    public static async Task<double> RateOnPostgresAsync(int count)
    {
        var server = await SharedPostgres.Server.ConfigureAwait(false);
        var schema = SharedPostgres.NewSchema();
        var connection = new NpgsqlConnection(server.ConnectionString);
        await using var _ = connection.ConfigureAwait(false);
        await connection.OpenAsync().ConfigureAwait(false);
        await RunAsync(connection, $"CREATE SCHEMA {schema}").ConfigureAwait(false);
        await RunAsync(connection, "SET synchronous_commit = off").ConfigureAwait(false);
        await RunAsync(connection, string.Create(CultureInfo.InvariantCulture, $"""
            CREATE TABLE {schema}.document (generation bigint NOT NULL, tenant text COLLATE "C" NOT NULL, kind text COLLATE "C" NOT NULL, key text COLLATE "C" NOT NULL, aggregate_type text NOT NULL,
              data json NOT NULL, stamps text NOT NULL, version bigint NOT NULL, events bigint NOT NULL, created_ticks bigint NOT NULL, updated_ticks bigint NOT NULL,
              PRIMARY KEY (generation, tenant, kind, key)) WITH (fillfactor = 80)
            """)).ConfigureAwait(false);
        var upsert = new NpgsqlCommand(
            $"""
            INSERT INTO {schema}.document AS d ({Columns}) SELECT 1, 'default', 'event-stream', r.key, 'Pipeline', r.data::json, '', $3, $3, 1, 2 FROM unnest($1, $2) AS r(key, data)
            ON CONFLICT (generation, tenant, kind, key) DO UPDATE SET data = excluded.data, version = excluded.version, events = excluded.events, updated_ticks = excluded.updated_ticks
            """,
            connection);
        await using var __ = upsert.ConfigureAwait(false);
        upsert.Parameters.Add(new NpgsqlParameter { Value = _keys });
        upsert.Parameters.Add(new NpgsqlParameter { Value = Enumerable.Repeat(Document, _keys.Length).ToArray() });
        var version = upsert.Parameters.Add(new NpgsqlParameter<long>());
        await upsert.PrepareAsync().ConfigureAwait(false);
        var startedAt = Stopwatch.GetTimestamp();
        for (var done = 0; done < count; done += _keys.Length)
        {
            version.Value = (long)done;
            await upsert.ExecuteNonQueryAsync().ConfigureAwait(false);
        }

        return count / Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
    }

    private static void Require(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw new InvalidOperationException($"SQLite answered {result}: {raw.sqlite3_errstr(result).utf8_to_string()}");
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        }
    }
}
