using System.Net;
using FlexCore.Client.Models;
using FlexCore.Client.Problems;

namespace FlexCore.Client.Tests;

/// <summary>Each call about the cluster asks for its route and reads everything that the node says.</summary>
public sealed class ClusterCallTests : IDisposable
{
    private const string Cluster = """
        {"self":"n1@3","leader":"n2@1","leaderEpoch":9,"serving":true,"membershipVersion":7,"shardTableVersion":8,"shards":256,"unowned":1,"moving":2,"membersReadAt":"2026-01-01T00:00:05Z",
         "members":[{"name":"n1","incarnation":3,"status":"up","address":"10.0.0.1:9000","url":"http://10.0.0.1:8080","roles":["web"],"version":"1.2","startedAt":"2026-01-01T00:00:00Z","heartbeatAt":"2026-01-01T00:00:04Z","shards":128,"suspectedBy":["n2@1"]}]}
        """;

    private readonly ClientHarness _harness = new();

    [Fact]
    public async Task The_cluster_is_read()
    {
        _harness.Node.Answers(HttpStatusCode.OK, Cluster);

        var cluster = await _harness.Client.Cluster.GetAsync();

        (cluster.Self, cluster.Leader, cluster.LeaderEpoch, cluster.Serving, cluster.Unowned, cluster.Moving).ShouldBe(("n1@3", "n2@1", 9, true, 1, 2));
        cluster.MembersReadAt.ShouldBe(new DateTimeOffset(2026, 1, 1, 0, 0, 5, TimeSpan.Zero));
        var member = cluster.Members.ShouldHaveSingleItem();
        (member.Id, member.Status, member.Url, member.Shards).ShouldBe(("n1@3", "up", "http://10.0.0.1:8080", 128));
        member.Roles.ShouldBe(["web"]);
        member.SuspectedBy.ShouldBe(["n2@1"]);
        Asked().ShouldBe("GET /api/v1/cluster");
    }

    [Theory]
    [InlineData(null, false, "")]
    [InlineData(null, true, "?moving=true")]
    [InlineData("n1@3", false, "?owner=n1%403")]
    [InlineData("n 1", true, "?owner=n%201&moving=true")]
    public async Task Shards_are_asked_for_by_owner_and_move(string? owner, bool moving, string query)
    {
        _harness.Node.Answers(HttpStatusCode.OK, """{"version":8,"shards":[{"shard":0,"epoch":4,"owner":"n1@3","assigned":"n2@1"},{"shard":1,"epoch":0,"assigned":"n2@1"},{"shard":2,"epoch":1,"owner":"n2@1","assigned":"n2@1"}]}""");

        var list = await _harness.Client.Cluster.ShardsAsync(new ShardQuery { Owner = owner, OnlyMoving = moving });

        list.Shards.Select(shard => shard.IsMoving).ShouldBe([true, false, false]);
        Asked().ShouldBe("GET /api/v1/cluster/shards" + query);
    }

    [Fact]
    public async Task An_entity_is_located_by_kind_and_key()
    {
        _harness.Node.Answers(HttpStatusCode.OK, """{"entity":"default/data-stream/a b","shard":5,"epoch":2}""");

        var place = await _harness.Client.Cluster.LocateAsync("data-stream", "a b");

        (place.Shard, place.Owner, place.Url).ShouldBe((5, null, null));
        Asked().ShouldBe("GET /api/v1/cluster/locate?kind=data-stream&key=a%20b");
    }

    [Fact]
    public async Task Leases_are_read()
    {
        _harness.Node.Answers(HttpStatusCode.OK, """{"leases":[{"name":"leader","owner":"n2@1","epoch":9,"since":"2026-01-01T00:00:00Z","held":true}]}""");

        (await _harness.Client.Cluster.LeasesAsync()).Leases.ShouldHaveSingleItem().ShouldBe(new LeaseInfo("leader", "n2@1", 9, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), true));
        Asked().ShouldBe("GET /api/v1/cluster/leases");
    }

    [Fact]
    public async Task What_an_operator_says_is_posted()
    {
        _harness.Node
            .Answers(HttpStatusCode.OK, Cluster).Answers(HttpStatusCode.OK, Cluster).Answers(HttpStatusCode.OK, Cluster).Answers(HttpStatusCode.OK, """{"down":["n3@2"]}""");

        await _harness.Client.Cluster.LeaveAsync("n/1");
        await _harness.Client.Cluster.DownAsync("n1");
        await _harness.Client.Cluster.DrainAsync();
        (await _harness.Client.Cluster.DownUnreachableAsync()).Down.ShouldBe(["n3@2"]);

        _harness.Node.Seen.Select(request => $"{request.Method} {request.Path}").ShouldBe(
            ["POST /api/v1/cluster/members/n%2F1/leave", "POST /api/v1/cluster/members/n1/down", "POST /api/v1/cluster/drain", "POST /api/v1/cluster/down-unreachable"]);
    }

    [Theory]
    [InlineData(false, null, "")]
    [InlineData(true, null, "?dryRun=true")]
    [InlineData(false, 1.5, "?until=balanced&timeout=2")]
    [InlineData(true, 60.0, "?dryRun=true&until=balanced&timeout=60")]
    public async Task A_rebalancing_is_asked_for_as_far_as_it_shall_go(bool dryRun, double? seconds, string query)
    {
        _harness.Node.Answers(HttpStatusCode.OK, """{"leader":"n2@1","dryRun":true,"balanced":false,"underWay":1,"moves":[{"shard":3,"to":"n1@3"},{"shard":4,"from":"n2@1","to":"n1@3"}]}""");

        var done = await _harness.Client.Cluster.RebalanceAsync(new RebalanceQuery { IsDryRun = dryRun, UntilBalanced = seconds is { } count ? TimeSpan.FromSeconds(count) : null });

        (done.Leader, done.DryRun, done.Balanced, done.UnderWay).ShouldBe(("n2@1", true, false, 1));
        done.Moves.ShouldBe([new ShardMoveInfo(3, null, "n1@3"), new ShardMoveInfo(4, "n2@1", "n1@3")]);
        Asked().ShouldBe("POST /api/v1/cluster/rebalance" + query);
    }

    [Fact]
    public async Task A_node_that_is_alone_says_so_with_the_remedy()
    {
        _harness.Node.Refuses(409, "not-clustered");

        (await Should.ThrowAsync<NodeConflictException>(() => _harness.Client.Cluster.GetAsync())).Problem.Code.ShouldBe("not-clustered");
    }

    [Fact]
    public async Task A_name_must_not_be_empty()
    {
        await Should.ThrowAsync<ArgumentException>(() => _harness.Client.Cluster.LeaveAsync(""));
        await Should.ThrowAsync<ArgumentException>(() => _harness.Client.Cluster.DownAsync(""));
        await Should.ThrowAsync<ArgumentException>(() => _harness.Client.Cluster.LocateAsync("", "k"));
        await Should.ThrowAsync<ArgumentException>(() => _harness.Client.Cluster.LocateAsync("k", ""));
        _harness.Node.Seen.ShouldBeEmpty();
    }

    public void Dispose() => _harness.Dispose();

    private string Asked()
    {
        var seen = _harness.Node.Seen.ShouldHaveSingleItem();
        return $"{seen.Method} {seen.Path}";
    }
}
