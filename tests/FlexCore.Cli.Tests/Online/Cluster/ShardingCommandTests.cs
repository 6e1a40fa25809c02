using System.Text.Json;
using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.Online.Cluster;

public sealed class ShardingCommandTests : IDisposable
{
    private readonly OnlineHarness _online = new();

    [Fact]
    public async Task Regions_count_what_each_node_owns_gets_and_gives_away()
    {
        _online.Node.On("GET /api/v1/cluster", ClusterTexts.Cluster($"{ClusterTexts.One},{ClusterTexts.Old},{ClusterTexts.Two}")).On("GET /api/v1/cluster/shards", ClusterTexts.Shards);

        await _online.ShouldExitAsync(ExitCode.Success, "sharding", "regions");

        _online.Cli.Out.ShouldBe("""
            NODE      STATUS  OWNS  IS TO OWN  GETS  GIVES AWAY
            node-1@4  up      2     1          0     1
            node-2@1  up      1     3          2     0
            (nobody)  -       1     0          0     1

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_node_that_is_gone_and_still_owns_shards_is_shown()
    {
        _online.Node.On("GET /api/v1/cluster", ClusterTexts.Cluster(ClusterTexts.One)).On("GET /api/v1/cluster/shards", ClusterTexts.Shards);

        await _online.ShouldExitAsync(ExitCode.Success, "sharding", "regions", "-o", "json");

        using var regions = JsonDocument.Parse(_online.Cli.Out);
        var second = regions.RootElement[1];
        (second.GetProperty("node").GetString(), second.TryGetProperty("status", out _), second.GetProperty("owned").GetInt32()).ShouldBe(("node-2@1", false, 1));
    }

    [Fact]
    public async Task Shards_are_listed_and_asked_for()
    {
        _online.Node.On("GET /api/v1/cluster/shards", ClusterTexts.Shards);

        await _online.ShouldExitAsync(ExitCode.Success, "sharding", "shards", "--owner", "node-1", "--moving");

        _online.Node.Seen.ShouldBe(["GET /api/v1/cluster/shards?owner=node-1&moving=true"]);
        _online.Cli.Out.ShouldBe("""
            SHARD  OWNER     ASSIGNED  EPOCH
            0      node-1@4  node-1@4  4
            1      node-1@4  node-2@1  2
            2      node-2@1  node-2@1  7
            3      -         node-2@1  0

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task An_entity_is_located()
    {
        _online.Node.On("GET /api/v1/cluster/locate", """{"entity":"default/pipeline/orders","shard":2,"epoch":7,"owner":"node-2@1","url":"http://10.0.0.2:8080"}""");

        await _online.ShouldExitAsync(ExitCode.Success, "sharding", "locate", "orders", "--kind", "pipeline");

        _online.Node.Seen.ShouldBe(["GET /api/v1/cluster/locate?kind=pipeline&key=orders"]);
        _online.Cli.Out.ShouldBe("entity  default/pipeline/orders\nshard   2\nowner   node-2@1\nurl     http://10.0.0.2:8080\nepoch   7\n");
    }

    [Fact]
    public async Task A_shard_on_the_move_has_nobody()
    {
        _online.Node.On("GET /api/v1/cluster/locate", """{"entity":"default/data-stream/orders","shard":2,"epoch":7}""");

        await _online.ShouldExitAsync(ExitCode.Success, "sharding", "locate", "orders");

        _online.Cli.Out.ShouldContain("owner   nobody: the shard moves at this moment\n");
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("--dry-run", "?dryRun=true")]
    [InlineData("--until-balanced", "?until=balanced&timeout=30")]
    [InlineData("--dry-run --until-balanced --timeout 45", "?dryRun=true&until=balanced&timeout=45")]
    public async Task A_rebalancing_is_asked_for_as_far_as_it_shall_go(string options, string query)
    {
        _online.Node.On("POST /api/v1/cluster/rebalance", """{"leader":"node-1@4","dryRun":false,"balanced":true,"underWay":0,"moves":[]}""");

        await _online.ShouldExitAsync(ExitCode.Success, ["sharding", "rebalance", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        _online.Node.Seen.ShouldBe(["POST /api/v1/cluster/rebalance" + query]);
        _online.Cli.Out.ShouldBeEmpty();
        _online.Cli.Error.ShouldBe("nothing to move; the shards are balanced.\n");
    }

    [Fact]
    public async Task The_moves_of_a_rebalancing_are_shown()
    {
        _online.Node.On("POST /api/v1/cluster/rebalance", """{"leader":"node-1@4","dryRun":false,"balanced":false,"underWay":2,"moves":[{"shard":3,"to":"node-2@1"},{"shard":12,"from":"node-1@4","to":"node-2@1"}]}""");

        await _online.ShouldExitAsync(ExitCode.Success, "sharding", "rebalance");

        _online.Cli.Out.ShouldBe("""
            SHARD  FROM      TO
            3      -         node-2@1
            12     node-1@4  node-2@1

            """.ReplaceLineEndings("\n"));
        _online.Cli.Error.ShouldBe("2 shards move; 2 are on the way; 'flexcore sharding regions' shows them.\n");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("61")]
    [InlineData("soon")]
    public async Task A_wrong_time_is_refused_before_anything_is_sent(string seconds)
    {
        await _online.ShouldExitAsync(ExitCode.Usage, "sharding", "rebalance", "--until-balanced", "--timeout", seconds);

        _online.Cli.Error.ShouldContain(seconds);
        _online.Node.Seen.ShouldBeEmpty();
    }

    public void Dispose() => _online.Dispose();
}
