using FlexCore.Chaos.Tests.Servers;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Chaos.Tests;

/// <summary>F38 and F39: processes that must not get into a cluster say why and end; the cluster works on as if nothing had been.</summary>
[NeedsPostgres]
public sealed class RefusedNodeTests
{
    [Fact]
    public async Task A_node_of_another_cluster_of_the_same_name_or_two_releases_ahead_is_refused()
    {
        await using var cluster = await ChaosCluster.StartAsync(seed: 1);
        await using var other = cluster.Stranger("node-9", "billing");
        await using var twin = cluster.Stranger("node-2", "chaos");
        await using var newer = cluster.Stranger("node-4", "chaos");
        newer.Environment["FLEXCORE_CHAOS_RELEASE"] = "3";

        var foreign = await Should.ThrowAsync<InvalidOperationException>(other.StartAsync);
        foreign.Message.ShouldContain("belongs to cluster 'chaos'");
        foreign.Message.ShouldContain("flexcore.postgres.schema");
        foreign.Message.ShouldNotContain(PostgresServer.Password);
        var taken = await Should.ThrowAsync<InvalidOperationException>(twin.StartAsync);
        taken.Message.ShouldContain("'node-2' is taken");
        taken.Message.ShouldContain("node-name");
        var ahead = await Should.ThrowAsync<InvalidOperationException>(newer.StartAsync);
        ahead.Message.ShouldContain("speaks versions 2 to 3 of the wire protocol, but member node-");
        ahead.Message.ShouldContain("Upgrade one version at a time");

        await cluster.WhenWholeAsync();
        cluster.Nodes.ShouldAllBe(node => node.Endings.Count == 0, "nobody was disturbed");
        (await cluster.Postgres.ExecuteAsync("SELECT count(*) FROM flexcore.member")).ShouldBe((long)ChaosCluster.Size, "nobody else has entered");

        // Not even while the cluster is away may another take its store.
        await Task.WhenAll(cluster.Nodes.Select(node => node.KillAsync()));
        (await Should.ThrowAsync<InvalidOperationException>(other.StartAsync)).Message.ShouldContain("belongs to cluster 'chaos'");
    }
}
