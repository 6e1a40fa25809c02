using FlexCore.Api.Tests.Hosting;

namespace FlexCore.Api.Tests.Cluster;

/// <summary>A node that is alone is no cluster and says what would make it one.</summary>
public sealed class LoneNodeTests
{
    [Theory]
    [InlineData("GET", "/api/v1/cluster")]
    [InlineData("GET", "/api/v1/cluster/shards")]
    [InlineData("GET", "/api/v1/cluster/locate?key=a")]
    [InlineData("GET", "/api/v1/cluster/leases")]
    [InlineData("POST", "/api/v1/cluster/drain")]
    [InlineData("POST", "/api/v1/cluster/members/node-1/leave")]
    [InlineData("POST", "/api/v1/cluster/members/node-1/down")]
    [InlineData("POST", "/api/v1/cluster/down-unreachable")]
    [InlineData("POST", "/api/v1/cluster/rebalance")]
    public async Task Every_route_of_a_cluster_says_that_the_node_is_alone(string method, string path)
    {
        await using var host = await ApiHost.StartAsync();

        (await host.SendAsync(method, path).ProblemAsync(409, "not-clustered")).Text("detail").ShouldContain("flexcore.engine.kind = postgres");
    }
}
