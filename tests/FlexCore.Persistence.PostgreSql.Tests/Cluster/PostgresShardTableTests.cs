using FlexCore.Conformance.Cluster;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Persistence.PostgreSql.Tests.Cluster;

[NeedsPostgres]
public sealed class PostgresShardTableTests : ShardTableConformance
{
    protected override Task<ClusterHarness> StartAsync(int shardCount) => PostgresClusterHarness.StartAsync(shardCount);
}
