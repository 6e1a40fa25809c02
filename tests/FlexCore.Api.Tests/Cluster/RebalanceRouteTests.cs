using FlexCore.Api.Tests.Hosting;
using FlexCore.Application.Cluster;
using FlexCore.Testing.Time;

namespace FlexCore.Api.Tests.Cluster;

/// <summary>A rebalancing reaches the leader from every node, and says what moves.</summary>
public sealed class RebalanceRouteTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Route = "/api/v1/cluster/rebalance";

    private readonly FakeCluster _leading = new(new ManualClock());
    private readonly FakeCluster _following = new(new ManualClock());
    private ApiHost? _leader;
    private ApiHost? _follower;

    private ApiHost Leader => _leader ?? throw new InvalidOperationException("The hosts have not started.");

    private ApiHost Follower => _follower ?? throw new InvalidOperationException("The hosts have not started.");

    public async Task InitializeAsync()
    {
        _leader = await ApiHost.StartAsync(options => options.NodeId = "node-2", services: _leading.AddTo);
        _follower = await ApiHost.StartAsync(services: _following.AddTo);
        _leading.Current = _leading.Current with { Self = new NodeId("node-2", 1) };
        SetLeaderUrl(_leader.Address.ToString());
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await Follower.DisposeAsync();
        await Leader.DisposeAsync();
    }

    [Fact]
    public async Task The_leader_decides_whichever_node_is_asked()
    {
        _leading.Rebalanced = new RebalanceReply([new ShardMove(1, new NodeId("node-2", 1), new NodeId("node-3", 2)), new ShardMove(3, null, new NodeId("node-1", 7))], 2, IsBalanced: false);

        foreach (var host in new[] { Leader, Follower })
        {
            var done = await host.SendAsync("POST", Route).JsonAsync();

            (done.Text("leader"), done.GetProperty("dryRun").GetBoolean(), done.GetProperty("balanced").GetBoolean(), done.GetProperty("underWay").GetInt32()).ShouldBe(("node-2@1", false, false, 2));
            var moves = done.GetProperty("moves");
            (moves[0].GetProperty("shard").GetInt32(), moves[0].Text("from"), moves[0].Text("to")).ShouldBe((1, "node-2@1", "node-3@2"));
            (moves[1].TryGetProperty("from", out _), moves[1].Text("to")).ShouldBe((false, "node-1@7"));
        }

        _leading.Orders.ShouldBe([new RebalanceRequest(), new RebalanceRequest()]);
        _following.Orders.ShouldBeEmpty();
    }

    [Fact]
    public async Task How_far_to_go_is_passed_on()
    {
        (await Follower.SendAsync("POST", Route + "?dryRun=true&until=balanced&timeout=7").JsonAsync()).GetProperty("dryRun").GetBoolean().ShouldBeTrue();

        _leading.Orders.ShouldBe([new RebalanceRequest { IsDryRun = true, UntilBalanced = true, Patience = TimeSpan.FromSeconds(7) }]);
    }

    [Theory]
    [InlineData("?dryRun=perhaps", "dryRun")]
    [InlineData("?until=tomorrow", "until")]
    [InlineData("?timeout=0", "timeout")]
    [InlineData("?timeout=61", "timeout")]
    [InlineData("?timeout=soon", "timeout")]
    [InlineData("?dry-run=true", "dry-run")]
    public async Task A_wrong_query_is_named_and_nothing_moves(string query, string field)
    {
        (await Follower.SendAsync("POST", Route + query).ProblemAsync(400, "bad-query")).Text("field").ShouldBe(field);
        _leading.Orders.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_leader_the_client_is_told_to_come_again()
    {
        _following.Current = _following.Current with { Leader = null };

        await Follower.SendAsync("POST", Route).ProblemAsync(503, "not-leader");
    }

    [Fact]
    public async Task A_leader_that_tells_no_address_is_named()
    {
        SetLeaderUrl(null);

        (await Follower.SendAsync("POST", Route).ProblemAsync(503, "not-owner")).Text("detail").ShouldContain("node-2");
    }

    [Fact]
    public async Task What_the_leader_refuses_is_the_answer()
    {
        _leading.Rebalanced = RebalanceReply.Refused("not-leader", "node-2@1 does not lead any more.");

        (await Follower.SendAsync("POST", Route).ProblemAsync(503, "not-leader")).Text("detail").ShouldContain("any more");
        await Leader.SendAsync("POST", Route).ProblemAsync(503, "not-leader");
    }

    private void SetLeaderUrl(string? url)
    {
        var members = _following.Current.Membership.Members.Select(member => member.Id.Name == "node-2" ? member with { HttpUrl = url } : member);
        _following.Current = _following.Current with { Membership = _following.Current.Membership with { Members = [.. members] } };
    }
}
