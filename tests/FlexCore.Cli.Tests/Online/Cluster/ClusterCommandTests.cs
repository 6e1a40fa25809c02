using System.Text.Json;
using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.Online.Cluster;

public sealed class ClusterCommandTests : IDisposable
{
    private static readonly string Three = ClusterTexts.Cluster($"{ClusterTexts.One},{ClusterTexts.Old},{ClusterTexts.Two}");

    private readonly OnlineHarness _online = new();

    [Fact]
    public async Task Show_tells_members_leader_shards_and_suspicions()
    {
        _online.Node.On("GET /api/v1/cluster", Three);

        await _online.ShouldExitAsync(ExitCode.Success, "cluster", "show");

        _online.Cli.Out.ShouldBe("""
            2 up, 1 down; leader node-1@4; 256 shards, 1 without owner, 2 on the move; heartbeats as of 2026-03-01 12:10:00Z

            NODE      STATUS  LEADS  SHARDS  HEARTBEAT  URL                   VERSION  ROLES   SUSPECTED BY
            node-1@4  up      yes    130     1.2 s      http://10.0.0.1:8080  1.2.0    web,io  -
            node-2@0  down    -      0       -          -                     1.1.0    -       -
            node-2@1  up      -      126     8.0 s      -                     1.2.0    -       node-1@4

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Show_says_when_the_node_that_answers_has_lost_touch()
    {
        _online.Node.On("GET /api/v1/cluster", ClusterTexts.Cluster(ClusterTexts.One, serving: false).Replace("\"leader\":\"node-1@4\",", "", StringComparison.Ordinal));

        await _online.ShouldExitAsync(ExitCode.Success, "cluster", "show");

        _online.Cli.Out.ShouldStartWith("1 up; leader none; 256 shards, 1 without owner, 2 on the move; heartbeats as of 2026-03-01 12:10:00Z; node-1@4, which answers, has lost touch and does not serve\n");
    }

    [Fact]
    public async Task Show_as_json_is_the_cluster()
    {
        _online.Node.On("GET /api/v1/cluster", Three);

        await _online.ShouldExitAsync(ExitCode.Success, "cluster", "show", "--output", "json");

        using var cluster = JsonDocument.Parse(_online.Cli.Out);
        cluster.RootElement.GetProperty("members")[2].GetProperty("suspectedBy")[0].GetString().ShouldBe("node-1@4");
        cluster.RootElement.GetProperty("members")[0].TryGetProperty("id", out _).ShouldBeFalse("the shape is the API's");
    }

    [Fact]
    public async Task Watched_it_is_drawn_in_place_on_a_terminal_and_fits()
    {
        _online.Cli.IsInteractive = true;
        _online.Node.On("GET /api/v1/cluster", Three);

        await _online.ShouldExitAsync(ExitCode.Success, "cluster", "show", "--watch", "--interval", "0.1", "--count", "2");

        var screens = _online.Cli.Out.Split("\u001b[H\u001b[J", StringSplitOptions.RemoveEmptyEntries);
        screens.Length.ShouldBe(2);
        screens[0].ShouldStartWith(_online.Node.Url);
        screens[0].Split('\n').ShouldAllBe(line => line.Length < 100);
    }

    [Fact]
    public async Task Watched_without_a_terminal_it_is_written_below_each_other()
    {
        _online.Node.On("GET /api/v1/cluster", Three);

        await _online.ShouldExitAsync(ExitCode.Success, "cluster", "show", "-w", "--interval", "0.1", "-n", "2");

        _online.Cli.Out.ShouldNotContain("\u001b");
        _online.Cli.Out.Split("NODE      STATUS").Length.ShouldBe(3);
    }

    [Fact]
    public async Task Leader_lists_the_leases()
    {
        _online.Node.On("GET /api/v1/cluster/leases", """{"leases":[{"name":"leader","owner":"node-1@4","epoch":9,"since":"2026-03-01T12:00:00Z","held":true},{"name":"singleton/sweep","owner":"node-2@1","epoch":2,"since":"2026-03-01T12:01:00Z","held":false}]}""");

        await _online.ShouldExitAsync(ExitCode.Success, "cluster", "leader");

        _online.Cli.Out.ShouldBe("""
            LEASE            OWNER     HELD  EPOCH  SINCE
            leader           node-1@4  yes   9      2026-03-01 12:00:00Z
            singleton/sweep  node-2@1  no    2      2026-03-01 12:01:00Z

            """.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("leave", "node-2", "node-2@1 leaves the cluster.")]
    [InlineData("leave", "node-2@1", "node-2@1 leaves the cluster.")]
    [InlineData("down", "node-2", "node-2@1 is declared dead.")]
    public async Task A_script_is_not_asked_and_is_told_what_happened(string verb, string node, string done)
    {
        _online.Node.On("GET /api/v1/cluster", Three).On($"POST /api/v1/cluster/members/node-2/{verb}", Three);

        await _online.ShouldExitAsync(ExitCode.Success, "cluster", verb, node);

        _online.Node.Seen.ShouldBe(["GET /api/v1/cluster", $"POST /api/v1/cluster/members/node-2/{verb}"]);
        _online.Cli.Out.ShouldBe($"{done} 'flexcore cluster tail' follows it.\n");
        _online.Cli.Error.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("node-9", "The cluster has no member 'node-9' that is not down. It has: node-1, node-2.")]
    [InlineData("node-2@0", "'node-2@0' is not the one that lives: that is 'node-2@1'. Nothing was changed.")]
    public async Task Another_life_of_a_node_is_not_declared_dead(string node, string message)
    {
        _online.Node.On("GET /api/v1/cluster", Three);

        await _online.ShouldExitAsync(ExitCode.NodeRefused, "cluster", "down", node, "--yes");

        _online.Cli.Error.ShouldBe($"flexcore: node-refused: {message}\n");
        _online.Node.Seen.ShouldBe(["GET /api/v1/cluster"]);
    }

    [Theory]
    [InlineData("y\n", true)]
    [InlineData(" YES \n", true)]
    [InlineData("n\n", false)]
    [InlineData("\n", false)]
    [InlineData("", false)]
    [InlineData("yep\n", false)]
    public async Task A_person_is_asked_and_only_yes_counts(string typed, bool done)
    {
        _online.Cli.IsInteractive = true;
        _online.Cli.Typed = typed;
        _online.Node.On("GET /api/v1/cluster", Three).On("POST /api/v1/cluster/members/node-1/leave", Three);

        await _online.ShouldExitAsync(done ? ExitCode.Success : ExitCode.Interrupted, "cluster", "drain");

        _online.Cli.Error.ShouldStartWith($"Drain node-1@4 at {_online.Node.Url}/? It hands off its 130 shards and its process ends. [y/N] ");
        _online.Node.Seen.Count(request => request.StartsWith("POST", StringComparison.Ordinal)).ShouldBe(done ? 1 : 0);
    }

    [Fact]
    public async Task Who_says_yes_beforehand_is_not_asked()
    {
        _online.Cli.IsInteractive = true;
        _online.Node.On("GET /api/v1/cluster", Three).On("POST /api/v1/cluster/down-unreachable", """{"down":["node-2@1"]}""");

        await _online.ShouldExitAsync(ExitCode.Success, "cluster", "down-unreachable", "--yes");

        _online.Cli.Out.ShouldBe("DOWN\nnode-2@1\n");
        _online.Cli.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Down_unreachable_names_whom_it_means_and_says_when_there_is_nobody()
    {
        _online.Cli.IsInteractive = true;
        _online.Node.On("GET /api/v1/cluster", Three).On("POST /api/v1/cluster/down-unreachable", """{"down":[]}""");
        await _online.ShouldExitAsync(ExitCode.Interrupted, "cluster", "down-unreachable");
        _online.Cli.Error.ShouldStartWith("Declare dead: node-2@1? [y/N] ");
        _online.Cli.Clear();

        using var quiet = new OnlineHarness();
        quiet.Node.On("GET /api/v1/cluster", ClusterTexts.Cluster(ClusterTexts.One)).On("POST /api/v1/cluster/down-unreachable", """{"down":[]}""");
        await quiet.ShouldExitAsync(ExitCode.Success, "cluster", "down-unreachable");
        quiet.Cli.Error.ShouldBe("no member is suspected; nothing was changed.\n");
    }

    [Fact]
    public async Task Several_nodes_cannot_be_drained_at_once()
    {
        await _online.Cli.ShouldExitAsync(ExitCode.Usage, "cluster", "drain", "--yes", "--node", $"{_online.Node.Url},http://127.0.0.1:10");

        _online.Node.Seen.ShouldBeEmpty();
        _online.Cli.Error.ShouldContain("--node or FLEXCORE_NODE must name one. 'flexcore cluster leave NODE' takes any of several nodes.");
    }

    [Theory]
    [InlineData("cluster show", "GET /api/v1/cluster")]
    [InlineData("cluster tail", "GET /api/v1/cluster")]
    [InlineData("cluster leader", "GET /api/v1/cluster/leases")]
    [InlineData("cluster leave x", "GET /api/v1/cluster")]
    [InlineData("cluster drain", "GET /api/v1/cluster")]
    [InlineData("sharding shards", "GET /api/v1/cluster/shards")]
    public async Task A_node_that_is_alone_says_what_to_do(string line, string route)
    {
        _online.Node.Refuses(route, 409, "not-clustered", "This node runs alone. Start it with flexcore.engine.kind = postgres.");

        await _online.ShouldExitAsync(ExitCode.NodeRefused, line.Split(' '));

        _online.Cli.Error.ShouldBe("flexcore: node-refused: This node runs alone. Start it with flexcore.engine.kind = postgres.\n");
    }

    [Fact]
    public async Task Join_says_how_and_asks_nobody()
    {
        await _online.Cli.ShouldExitAsync(ExitCode.Success, "cluster", "join");

        _online.Cli.Out.ShouldContain("flexcore start --config node.conf");
        _online.Cli.Out.ShouldContain("engine.kind = postgres");
    }

    /// <summary>The example is a configuration that the program takes.</summary>
    [Fact]
    public async Task The_configuration_that_join_shows_has_no_mistake()
    {
        await _online.Cli.RunAsync("cluster", "join");
        var lines = _online.Cli.Out.Split('\n');
        var from = Array.FindIndex(lines, line => line.Trim() == "flexcore {");
        var to = Array.FindIndex(lines, from, line => line.StartsWith("    }", StringComparison.Ordinal));
        var file = _online.Cli.Write("node.conf", string.Join('\n', lines[from..(to + 1)]));

        await _online.Cli.ShouldExitAsync(ExitCode.Success, "config", "lint", "--config", file);
    }

    [Fact]
    public async Task The_next_node_is_asked_when_the_first_is_not_there()
    {
        _online.Node.On("GET /api/v1/cluster", Three);

        await _online.Cli.ShouldExitAsync(ExitCode.Success, "cluster", "show", "--node", "http://127.0.0.1:9," + _online.Node.Url);

        _online.Cli.Out.ShouldContain("node-1@4");
    }

    [Theory]
    [InlineData("http://127.0.0.1:9,", "The node's URL is ''")]
    [InlineData("http://127.0.0.1:9,node", "The node's URL is 'node'")]
    public async Task A_wrong_url_among_several_is_named(string nodes, string message)
    {
        await _online.Cli.ShouldExitAsync(ExitCode.Usage, "cluster", "show", "--node", nodes);

        _online.Cli.Error.ShouldContain(message);
    }

    public void Dispose() => _online.Dispose();
}
