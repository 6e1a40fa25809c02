using FlexCore.Persistence.PostgreSql.EventIndex;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Persistence.PostgreSql.Tests.EventIndex;

/// <summary>A page of a term is read along the index, whatever the table has grown to: no sort, and no table is read from end to end.</summary>
[NeedsPostgres]
public sealed class EventIndexPlanTests
{
    private const int Rows = 50_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_page_of_a_term_is_read_along_the_index(bool newestFirst)
    {
        var server = await SharedPostgres.Server;
        var schema = SharedPostgres.NewSchema();
        await using var store = await PostgresStore.OpenAsync(StoreFixture.Options(server, schema));
        await server.ExecuteAsync($"""
            INSERT INTO {schema}.event (shard, shard_offset, stream, version, id, type, schema_version, time_ticks, principal, correlation, causation, payload, checksum)
              SELECT n % 8, 1 + n / 8, 'default/event-stream/s' || n, 1, gen_random_uuid(), 't', 1, n, 'p', 'c', 'c', '{"{}"}', 0 FROM generate_series(0, {Rows - 1}) AS n;
            INSERT INTO {schema}.event_term SELECT convert_to('default/t/t' || n % 5, 'UTF8'), n, n % 8, 1 + n / 8 FROM generate_series(0, {Rows - 1}) AS n;
            ANALYZE {schema}.event; ANALYZE {schema}.event_term
            """);

        var sql = (newestFirst ? PostgresEventIndex.BackwardsSql : PostgresEventIndex.ForwardsSql)
            .Replace("$1", "convert_to('default/t/t3', 'UTF8')").Replace("$2", $"{Rows / 2}").Replace("$3", "3").Replace("$4", "100").Replace("$5", "500");
        var plan = (string?)await server.ExecuteAsync($"SET search_path TO {schema}; EXPLAIN (FORMAT JSON) {sql}") ?? "";

        plan.ShouldContain("event_term_pkey");
        plan.ShouldContain("event_pkey");
        plan.ShouldNotContain("Seq Scan");
        plan.ShouldNotContain("\"Node Type\": \"Sort\"");
        if (newestFirst)
        {
            plan.ShouldContain("Backward");
        }

        await server.ExecuteAsync($"DROP SCHEMA {schema} CASCADE");
    }
}
