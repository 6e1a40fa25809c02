using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Persistence.PostgreSql.Tests;

/// <summary>How far entities have come, and that asking costs by the entities of the kind and not by events.</summary>
[NeedsPostgres]
public sealed class PostgresEntityVersionsTests : IAsyncLifetime
{
    private static readonly EventMetadata Metadata = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), "user:ana", "c", "c");

    private readonly string _schema = SharedPostgres.NewSchema();
    private PostgresServer? _server;
    private PostgresStore? _store;

    private PostgresServer Server => _server ?? throw new InvalidOperationException("There is no server.");

    private PostgresStore Store => _store ?? throw new InvalidOperationException("There is no store.");

    public async Task InitializeAsync()
    {
        _server = await SharedPostgres.Server;
        _store = await PostgresStore.OpenAsync(StoreFixture.Options(_server, _schema));
    }

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        await Server.ExecuteAsync($"DROP SCHEMA IF EXISTS {_schema} CASCADE");
    }

    [Fact]
    public async Task An_empty_store_has_no_versions() => (await Store.Versions.ReadAsync("pipeline")).ShouldBeEmpty();

    [Fact]
    public async Task The_newest_version_of_every_entity_of_the_kind_is_read_for_all_tenants()
    {
        var leases = await Store.Leases.AcquireAllAsync("a");
        var expected = new Dictionary<EntityId, long>();
        for (var i = 1; i <= 20; i++)
        {
            var pipeline = new EntityId(new TenantId(i % 2 == 0 ? "ana" : "bob"), "pipeline", $"p-{i}");
            await AppendAsync(leases, pipeline, i);
            await AppendAsync(leases, new EntityId(TenantId.Default, "pipeline-like", $"p-{i}"), 3);
            expected[pipeline] = i;
        }

        (await Store.Versions.ReadAsync("pipeline")).ToDictionary().ShouldBe(expected, ignoreOrder: true);
    }

    [Fact]
    public async Task The_plan_uses_indexes_only()
    {
        var leases = await Store.Leases.AcquireAllAsync("a");
        await AppendAsync(leases, new EntityId(TenantId.Default, "pipeline", "p"), 1);
        var plan = (string?)await Server.ExecuteAsync($"""
            SET search_path TO {_schema}; SET enable_seqscan TO off;
            EXPLAIN (FORMAT JSON) SELECT e.stream, newest.version FROM event e
            CROSS JOIN LATERAL (SELECT n.version FROM event n WHERE n.stream = e.stream ORDER BY n.version DESC LIMIT 1) newest
            WHERE split_part(e.stream, '/', 2) = 'pipeline' AND e.version = 1
            """);

        plan.ShouldNotBeNull().ShouldContain("event_entity");
        plan.ShouldContain("event_stream");
        plan.ShouldNotContain("Seq Scan");
    }

    private async Task AppendAsync(IReadOnlyList<ShardLease> leases, EntityId stream, int events)
    {
        var lease = leases[stream.ShardOf(leases.Count)];
        for (var version = 0; version < events; version++)
        {
            (await Store.Journal.AppendAsync(new AppendRequest(stream, lease, version, [new NewEvent(Guid.NewGuid(), "test.happened", 1, "{}"u8.ToArray())], Metadata)))
                .Status.ShouldBe(AppendStatus.Committed);
        }
    }
}
