using FlexCore.Application.Cluster;
using FlexCore.Conformance.Cluster;
using FlexCore.Persistence.PostgreSql.Settings;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Persistence.PostgreSql.Tests.Cluster;

/// <summary>The cluster's tables in a schema of their own. Time passes on the server.</summary>
internal sealed class PostgresClusterHarness(PostgresServer server, PostgresStoreOptions options, PostgresStore store) : ClusterHarness
{
    public override IMembershipTable Members => store.Members;

    public override IShardTable Shards => store.Shards;

    public override ILeaseTable Leases => store.NamedLeases;

    public static async Task<ClusterHarness> StartAsync(int shardCount)
    {
        var server = await SharedPostgres.Server;
        var options = StoreFixture.Options(server, SharedPostgres.NewSchema());
        options.ShardCount = shardCount;
        return new PostgresClusterHarness(server, options, await PostgresStore.OpenAsync(options));
    }

    public override Task PassAsync(TimeSpan time) => server.ExecuteAsync(FormattableString.Invariant($"SELECT pg_sleep({time.TotalSeconds})"));

    public override async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        await server.ExecuteAsync($"DROP SCHEMA {options.Schema} CASCADE");
    }
}
