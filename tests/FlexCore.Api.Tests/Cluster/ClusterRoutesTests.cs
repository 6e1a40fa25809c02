using System.Text;
using System.Text.Json;
using FlexCore.Api.Tests.Hosting;
using FlexCore.Application.Cluster;
using FlexCore.Domain;
using FlexCore.Testing.Time;

namespace FlexCore.Api.Tests.Cluster;

/// <summary>What a member of a cluster says of it, on the classic routes and the modern ones.</summary>
public sealed class ClusterRoutesTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeCluster _cluster = new(new ManualClock());
    private ApiHost? _host;

    private ApiHost Host => _host ?? throw new InvalidOperationException("The host has not started.");

    public async Task InitializeAsync() => _host = await ApiHost.StartAsync(services: _cluster.AddTo);

    Task IAsyncLifetime.DisposeAsync() => Host.DisposeAsync().AsTask();

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    [Fact]
    public async Task The_classic_status_tells_members_and_leader()
    {
        var status = await Host.SendAsync("GET", "/cluster/status").JsonAsync();

        (status.GetProperty("active_nodes").GetInt32(), status.GetProperty("is_leader").GetBoolean(), status.Text("status"), status.Text("cluster_mode"), status.Text("node_id"))
            .ShouldBe((3, false, "healthy", "network", "node-1"));
        status.GetProperty("nodes").EnumerateArray().Select(node => $"{node.Text("id")} {node.GetProperty("metadata").Text("state")} {node.Text("address")}").ShouldBe(
            ["node-1 up http://127.0.0.1/node-1", "node-2 up http://127.0.0.1/node-2", "node-3 up http://127.0.0.1/node-3"]);
        (await Host.SendAsync("GET", "/cluster/leader").JsonAsync()).GetProperty("is_leader").GetBoolean().ShouldBeFalse();
        (await Host.SendAsync("GET", "/cluster/nodes").JsonAsync()).GetProperty("count").GetInt32().ShouldBe(3);
        var cluster = await Host.SendAsync("GET", "/cluster").JsonAsync();
        (cluster.GetProperty("cluster_size").GetInt32(), cluster.Text("leader"), cluster.GetProperty("healthy").GetBoolean()).ShouldBe((3, "node-2", true));
        cluster.Text("last_heartbeat").ShouldBe("2026-05-06T07:08:09.0000000Z");
        (await Host.SendAsync("POST", "/events/test").JsonAsync()).GetProperty("nodes_reached").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task A_member_that_is_down_is_not_among_the_classic_nodes()
    {
        var members = _cluster.Current.Membership.Members.ToArray();
        members[2] = members[2] with { Status = MemberStatus.Down };
        _cluster.Current = _cluster.Current with { Membership = new MembershipSnapshot(13, members, FakeCluster.Now) };

        (await Host.SendAsync("GET", "/cluster/nodes").JsonAsync()).GetProperty("count").GetInt32().ShouldBe(2);
        var all = await Host.SendAsync("GET", "/api/v1/cluster").JsonAsync();
        all.GetProperty("members").EnumerateArray().Select(member => member.Text("status")).ShouldBe(["up", "up", "down"]);
    }

    [Fact]
    public async Task A_node_that_may_not_serve_says_so_and_takes_no_work_but_lives()
    {
        _cluster.Current = _cluster.Current with { IsServing = false };

        (await Host.SendAsync("GET", "/health").JsonAsync(503)).Text("status").ShouldBe("not-serving");
        (await Host.SendAsync("GET", "/health/ready").JsonAsync(503)).Text("status").ShouldBe("not-serving");
        (await Host.SendAsync("GET", "/health/live").JsonAsync()).Text("status").ShouldBe("live");
        (await Host.SendAsync("GET", "/cluster/status").JsonAsync()).Text("status").ShouldBe("unhealthy");
        (await Host.SendAsync("GET", "/cluster").JsonAsync()).GetProperty("healthy").GetBoolean().ShouldBeFalse();
        _cluster.Current = _cluster.Current with { IsServing = true };
        (await Host.SendAsync("GET", "/health").JsonAsync()).Text("status").ShouldBe("healthy");
    }

    [Fact]
    public async Task Without_a_leader_the_cluster_is_not_healthy()
    {
        _cluster.Current = _cluster.Current with { Leader = null };

        var cluster = await Host.SendAsync("GET", "/cluster").JsonAsync();

        (cluster.GetProperty("leader").ValueKind, cluster.GetProperty("healthy").GetBoolean()).ShouldBe((JsonValueKind.Null, false));
        (await Host.SendAsync("GET", "/api/v1/cluster").JsonAsync()).TryGetProperty("leader", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task The_cluster_tells_members_with_their_shards_and_suspicions()
    {
        var cluster = await Host.SendAsync("GET", "/api/v1/cluster").JsonAsync();

        (cluster.Text("self"), cluster.Text("leader"), cluster.GetProperty("leaderEpoch").GetInt64(), cluster.GetProperty("serving").GetBoolean()).ShouldBe(("node-1@7", "node-2@1", 5L, true));
        (cluster.GetProperty("shards").GetInt32(), cluster.GetProperty("unowned").GetInt32(), cluster.GetProperty("moving").GetInt32()).ShouldBe((4, 1, 1));
        (cluster.GetProperty("membershipVersion").GetInt64(), cluster.GetProperty("shardTableVersion").GetInt64()).ShouldBe((12L, 40L));
        cluster.GetProperty("membersReadAt").GetDateTimeOffset().ShouldBe(FakeCluster.Now);
        var third = cluster.GetProperty("members")[2];
        (third.Text("name"), third.GetProperty("incarnation").GetInt64(), third.GetProperty("shards").GetInt32(), third.GetProperty("suspectedBy")[0].GetString()).ShouldBe(("node-3", 2L, 1, "node-2@1"));
    }

    [Theory]
    [InlineData("", "0,1,2,3")]
    [InlineData("?owner=node-1", "0")]
    [InlineData("?owner=node-3@2", "2")]
    [InlineData("?owner=node-9", "")]
    [InlineData("?moving=true", "1")]
    public async Task Shards_are_listed_by_owner_and_move(string query, string expected)
    {
        var shards = await Host.SendAsync("GET", "/api/v1/cluster/shards" + query).JsonAsync();

        string.Join(',', shards.GetProperty("shards").EnumerateArray().Select(shard => shard.GetProperty("shard").GetInt32())).ShouldBe(expected);
    }

    [Theory]
    [InlineData("?colour=red")]
    [InlineData("?moving=maybe")]
    public async Task A_wrong_query_is_named(string query) => await Host.SendAsync("GET", "/api/v1/cluster/shards" + query).ProblemAsync(400, "bad-query");

    [Fact]
    public async Task An_entity_is_found_at_the_owner_of_its_shard()
    {
        for (var i = 0; i < 20; i++)
        {
            var id = new EntityId(TenantId.Default, "data-stream", $"s-{i}");
            var row = _cluster.Current.Shards.Rows[id.ShardOf(4)];

            var place = await Host.SendAsync("GET", $"/api/v1/cluster/locate?key=s-{i}").JsonAsync();

            (place.GetProperty("shard").GetInt32(), place.GetProperty("epoch").GetInt64()).ShouldBe((row.Shard, row.Epoch));
            (place.TryGetProperty("owner", out var owner) ? owner.GetString() : null).ShouldBe(row.Owner?.ToString());
            place.TryGetProperty("url", out _).ShouldBe(row.Owner is not null);
        }

        (await Host.SendAsync("GET", "/api/v1/cluster/locate").ProblemAsync(400, "bad-query")).Text("field").ShouldBe("key");
        await Host.SendAsync("GET", "/api/v1/cluster/locate?key=a&kind=Not%20a%20kind").ProblemAsync(400, "bad-name");
    }

    [Fact]
    public async Task Leases_are_listed()
    {
        var table = (ILeaseTable)Host.Services.GetService(typeof(ILeaseTable)).ShouldNotBeNull();
        (await table.ListAsync()).ShouldBeEmpty();

        (await Host.SendAsync("GET", "/api/v1/cluster/leases").JsonAsync()).GetProperty("leases").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("/api/v1/cluster/members/node-3/leave", "leave node-3")]
    [InlineData("/api/v1/cluster/members/node-3/down", "down node-3")]
    [InlineData("/api/v1/cluster/drain", "leave node-1")]
    public async Task What_an_operator_says_is_passed_on(string route, string told)
    {
        (await Host.SendAsync("POST", route).JsonAsync()).Text("self").ShouldBe("node-1@7");
        _cluster.Told.ShouldBe([told]);
    }

    [Theory]
    [InlineData("/api/v1/cluster/members/node-3/leave", "leaving")]
    [InlineData("/api/v1/cluster/members/node-3/down", "down")]
    public async Task The_answer_shows_what_was_told_or_says_that_it_is_only_accepted(string route, string status)
    {
        _cluster.IsSeenAtOnce = false;
        (await Host.SendAsync("POST", route).JsonAsync(202)).GetProperty("members")[2].Text("status").ShouldBe("up", "the view has not got it yet");
        _cluster.IsSeenAtOnce = true;
        (await Host.SendAsync("POST", route).JsonAsync()).GetProperty("members")[2].Text("status").ShouldBe(status);
    }

    [Theory]
    [InlineData("/api/v1/cluster")]
    [InlineData("/cluster")]
    [InlineData("/cluster/status")]
    [InlineData("/cluster/nodes")]
    public async Task Who_looks_at_members_sees_their_newest_heartbeats(string route)
    {
        await Host.SendAsync("GET", route).JsonAsync();
        _cluster.Refreshes.ShouldBe(1);
        await Host.SendAsync("GET", "/health").JsonAsync();
        _cluster.Refreshes.ShouldBe(1, "a health check costs no statement");
    }

    [Fact]
    public async Task An_unknown_node_is_not_found()
    {
        await Host.SendAsync("POST", "/api/v1/cluster/members/node-9/leave").ProblemAsync(404, "unknown-node");
        await Host.SendAsync("POST", "/api/v1/cluster/members/node-9/down").ProblemAsync(404, "unknown-node");
    }

    [Fact]
    public async Task Suspected_members_can_be_declared_dead()
    {
        var answer = await Host.SendAsync("POST", "/api/v1/cluster/down-unreachable").JsonAsync();

        answer.GetProperty("down").EnumerateArray().Select(id => id.GetString()).ShouldBe(["node-3@2"]);
    }

    [Fact]
    public async Task A_broadcast_reaches_who_subscribes_to_it()
    {
        await using var subscription = Host.Parts.Bus.Subscribe(SecurityContext.Development, "cluster.broadcast");

        var answer = await Host.SendAsync("POST", "/cluster/broadcast").JsonAsync();

        (answer.GetProperty("success").GetBoolean(), answer.Text("message_type"), answer.Text("source_node")).ShouldBe((true, "test.broadcast", "node-1"));
        using var patience = new CancellationTokenSource(Patience);
        var reading = subscription.ReadAllAsync(patience.Token).GetAsyncEnumerator(patience.Token);
        await using var _ = reading;
        (await reading.MoveNextAsync()).ShouldBeTrue();
        Encoding.UTF8.GetString(reading.Current.Payload.Span).ShouldContain("\"type\":\"test.broadcast\"");
    }
}
