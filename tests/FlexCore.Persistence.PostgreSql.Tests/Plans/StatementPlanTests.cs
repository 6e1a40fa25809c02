using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using FlexCore.TestServers.Postgres;
using Npgsql;

namespace FlexCore.Persistence.PostgreSql.Tests.Plans;

/// <summary>How PostgreSQL finds what the hot statements ask for, and that it stays so as the store grows. Plans.txt is reviewed; FLEXCORE_WRITE_DOCS=1 writes it anew.</summary>
/// <remarks>Generic plans, which is what a statement that runs all the time comes to have. Only by which index or table: the rest differs between versions of the server.</remarks>
[NeedsPostgres]
public sealed class StatementPlanTests
{
    // What grows with the number of events.
    private static readonly string[] Growing = ["event", "event_term", "state_snapshot", "snapshot", "checkpoint"];

    [Fact]
    public async Task The_plans_are_the_reviewed_ones_and_stay_so_as_the_store_grows()
    {
        var server = await SharedPostgres.Server;
        var schema = SharedPostgres.NewSchema();
        await using (await PostgresStore.OpenAsync(StoreFixture.Options(server, schema)))
        {
            // Only its tables are wanted.
        }

        await FillAsync(server, schema, 0, 5_000);
        await SettleAsync(server, schema);
        var small = await PlansAsync(server, schema);
        await FillAsync(server, schema, 5_000, 60_000);
        await SettleAsync(server, schema);
        var large = await PlansAsync(server, schema);
        await server.ExecuteAsync($"DROP SCHEMA {schema} CASCADE");

        large.ShouldBe(small, "twelve times as many rows");
        var scanned = large.Split('\n').Where(static line => line.Contains("Seq Scan on", StringComparison.Ordinal)).Select(static line => line.Trim().Split(' ')[3]);
        scanned.ShouldAllBe(table => !Growing.Contains(table));

        var path = GoldenFile();
        if (Environment.GetEnvironmentVariable("FLEXCORE_WRITE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(path, large);
        }

        (await File.ReadAllTextAsync(path)).ShouldBe(large, "run this test with FLEXCORE_WRITE_DOCS=1 and review the difference");
    }

    private static string GoldenFile([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file) ?? "", "Plans.txt");

    private static Task<object?> FillAsync(PostgresServer server, string schema, int from, int to) => server.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"""
        SET search_path TO {schema};
        INSERT INTO shard (shard, epoch) SELECT n, 1 FROM generate_series(0, 255) AS n ON CONFLICT DO NOTHING;
        INSERT INTO event (shard, shard_offset, stream, version, id, type, schema_version, time_ticks, principal, correlation, causation, payload, checksum)
          SELECT n % 256, 1 + n / 256, 'default/event-stream/s' || n / 50, 1 + n % 50, gen_random_uuid(), 't', 1, n, 'p', 'c', 'c', '{"{}"}', 0 FROM generate_series({from}, {to - 1}) AS n;
        INSERT INTO event_term SELECT convert_to('default/t/t' || n % 5, 'UTF8'), n, n % 256, 1 + n / 256 FROM generate_series({from}, {to - 1}) AS n;
        INSERT INTO event_term SELECT convert_to('default/c/c' || n / 10, 'UTF8'), n, n % 256, 1 + n / 256 FROM generate_series({from}, {to - 1}) AS n;
        INSERT INTO event_count SELECT 'default', 'event-stream', convert_to('t' || n, 'UTF8'), 1 FROM generate_series(0, 4) AS n ON CONFLICT DO NOTHING;
        INSERT INTO state_snapshot SELECT 'default/event-stream/s' || n / 100, 's', n % 100, n, n, '{"{}"}', 0 FROM generate_series({from}, {to - 1}) AS n;
        INSERT INTO snapshot SELECT 'default/event-stream/s' || n, 1, 't', 1, '{"{}"}', 0 FROM generate_series({from}, {to - 1}) AS n;
        INSERT INTO checkpoint SELECT 'default/data-stream/s' || n, 'r', 1, 'f', '{"{}"}', 0 FROM generate_series({from}, {to - 1}) AS n;
        ANALYZE shard; ANALYZE event_count
        """));

    // What the server does by itself sooner or later; sometimes it would come between the two looks.
    private static Task<object?> SettleAsync(PostgresServer server, string schema) => server.ExecuteAsync($"VACUUM (ANALYZE) {string.Join(", ", Growing.Select(table => $"{schema}.{table}"))}");

    private static async Task<string> PlansAsync(PostgresServer server, string schema)
    {
        await using var connection = new NpgsqlConnection($"{server.ConnectionString};Pooling=false;Search Path={schema}");
        await connection.OpenAsync();
        await ExecuteAsync(connection, "SET plan_cache_mode = force_generic_plan");
        var plans = new List<string>();
        foreach (var (name, types, sql) in HotStatements.All)
        {
            var count = types.Length == 0 ? 0 : types.Split(", ").Length;
            await ExecuteAsync(connection, $"PREPARE hot {(count == 0 ? "" : $"({types})")} AS {sql}");
            var lines = await ExecuteAsync(connection, $"EXPLAIN (COSTS OFF) EXECUTE hot {(count == 0 ? "" : $"({string.Join(", ", Enumerable.Repeat("NULL", count))})")}");
            plans.Add($"{name}\n{string.Join('\n', lines.Select(PathOf).Where(static path => path.Length > 0).Select(static path => $"    {path}"))}");
            await ExecuteAsync(connection, "DEALLOCATE hot");
        }

        return string.Join("\n\n", plans) + "\n";
    }

    // An index, whether it is read row by row or as a bitmap, or a table that is read from end to end.
    private static string PathOf(string line)
    {
        var found = Regex.Match(line, "Index.* using (\\w+) on|Bitmap Index Scan on (\\w+)|(Seq Scan on \\w+)", RegexOptions.NonBacktracking);
        return string.Concat(found.Groups.Values.Skip(1).Select(static part => part.Value));
    }

    private static async Task<List<string>> ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        return lines;
    }
}
