using FlexCore.Api.Tests.Hosting;
using FlexCore.Testing.Time;

namespace FlexCore.Api.Tests.Cluster;

/// <summary>Metrics of the whole process: a gauge is the sum of all nodes in it, so no other test may serve at the same time.</summary>
[CollectionDefinition(Alone, DisableParallelization = true)]
[Collection(Alone)]
public sealed class ClusterMetricTests
{
    private const string Alone = "alone in the process";

    [Fact]
    public async Task The_metric_counts_the_nodes_of_the_cluster()
    {
        await using var host = await ApiHost.StartAsync(services: new FakeCluster(new ManualClock()).AddTo);

        using var answer = await host.SendAsync("GET", "/metrics");

        var text = await answer.Content.ReadAsStringAsync();
        text.ShouldContain("\nflexcore_nodes_active 3\n");
        text.ShouldContain("\ncluster_nodes_active 3\n");
    }
}
