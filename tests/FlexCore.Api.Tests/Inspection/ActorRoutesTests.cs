using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using FlexCore.Api.Inspection;
using FlexCore.Api.Tests.Hosting;
using FlexCore.Application.Cluster;
using FlexCore.Application.Inspection;
using FlexCore.Domain;
using FlexCore.Testing.Time;

namespace FlexCore.Api.Tests.Inspection;

/// <summary>What lives in the nodes' memory is shown by any node: of all, of one, and a single entity by its owner.</summary>
public sealed class ActorRoutesTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Root = "/api/v1/actors";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeCluster _cluster = new(new ManualClock());
    private ApiHost? _asked;
    private ApiHost? _other;

    private ApiHost Asked => _asked ?? throw new InvalidOperationException("The hosts have not started.");

    private ApiHost Other => _other ?? throw new InvalidOperationException("The hosts have not started.");

    public async Task InitializeAsync()
    {
        var others = new FakeCluster(new ManualClock());
        others.Current = others.Current with { Self = new NodeId("node-2", 1) };
        _other = await ApiHost.StartAsync(options => options.NodeId = "node-2", others.AddTo);
        _asked = await ApiHost.StartAsync(services: _cluster.AddTo);
        SetUrls(("node-2", _other.Address.ToString()));
        _asked.Parts.Inspector.Entities.AddRange([Entity("event-topic", "a", mailbox: 1, rate: 5), Entity("pipeline", "p", mailbox: 9, rate: 1), Entity("pipeline", "foreign", tenant: "other")]);
        _other.Parts.Inspector.Entities.AddRange([Entity("event-topic", "b", mailbox: 4, rate: 7), Entity("data-stream", "s")]);
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await Asked.DisposeAsync();
        await Other.DisposeAsync();
    }

    [Theory]
    [InlineData("", "b a p s", 4)]
    [InlineData("?order=mailbox", "p b a s", 4)]
    [InlineData("?limit=2", "b a", 4)]
    [InlineData("?kind=event-topic", "b a", 2)]
    [InlineData("?node=node-2", "b s", 2)]
    [InlineData("?node=node-1&limit=1", "a", 2)]
    [InlineData("?shard=77", "", 0)]
    public async Task The_entities_of_all_nodes_are_in_one_order_and_nobody_elses(string query, string keys, int total)
    {
        var list = await Asked.SendAsync("GET", Root + query).JsonAsync();

        string.Join(' ', list.GetProperty("actors").EnumerateArray().Select(actor => actor.Text("key"))).ShouldBe(keys);
        list.GetProperty("total").GetInt32().ShouldBe(total);
    }

    [Fact]
    public async Task An_entity_is_shown_with_all_that_is_known_of_it()
    {
        Other.Parts.Inspector.Entities[0] = Other.Parts.Inspector.Entities[0] with { Messages = 12, Restarts = 2, LastFailure = "broken", LastFailureAt = FakeCluster.Now };

        var actor = (await Asked.SendAsync("GET", Root).JsonAsync()).GetProperty("actors")[0];

        (actor.Text("node"), actor.Text("kind"), actor.Text("phase"), actor.GetProperty("messages").GetInt64(), actor.GetProperty("restarts").GetInt32()).ShouldBe(("node-2", "event-topic", "ready", 12L, 2));
        (actor.Text("lastFailure"), actor.GetProperty("lastFailureAt").GetDateTimeOffset(), actor.GetProperty("idleSeconds").GetDouble()).ShouldBe(("broken", FakeCluster.Now, 1.5));
    }

    [Fact]
    public async Task The_hierarchy_goes_from_nodes_to_kinds_and_to_shards_when_wanted()
    {
        var plain = await Asked.SendAsync("GET", Root + "/hierarchy").JsonAsync();
        plain.GetProperty("nodes").EnumerateArray().Select(node => $"{node.Text("node")}: {string.Join(' ', node.GetProperty("kinds").EnumerateArray().Select(kind => kind.Text("kind")))}")
            .ShouldBe(["node-1: event-topic pipeline", "node-2: data-stream event-topic"]);
        plain.GetProperty("nodes")[0].GetProperty("kinds")[0].TryGetProperty("shards", out _).ShouldBeFalse();

        var deep = await Asked.SendAsync("GET", Root + "/hierarchy?shards=true&node=node-2").JsonAsync();
        deep.GetProperty("nodes")[0].GetProperty("kinds")[1].GetProperty("shards")[0].GetProperty("shard").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task A_node_that_does_not_answer_is_named_and_holds_up_nobody()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var gone = new TcpListener(IPAddress.Loopback, 0);
        gone.Start();
        var closed = ((IPEndPoint)gone.LocalEndpoint).Port;
        gone.Stop();
        SetUrls(("node-2", $"http://127.0.0.1:{closed}/"), ("node-3", $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/"));

        var asking = Asked.SendAsync("GET", Root);
        using (await silent.AcceptSocketAsync().WaitAsync(Patience))
        {
            // Its request has come, so its time runs; and it ends without an answer.
            Asked.Parts.Clock.Advance(NodeSurvey.Patience);
            var list = await asking.JsonAsync();

            list.GetProperty("actors").EnumerateArray().Select(actor => actor.Text("node")).Distinct().ShouldBe(["node-1"]);
            list.GetProperty("missing").EnumerateArray().Select(node => node.Text("node")).ShouldBe(["node-2", "node-3"]);
            list.GetProperty("missing")[1].Text("reason").ShouldContain("3 s");
        }
    }

    [Fact]
    public async Task A_node_without_an_address_is_named()
    {
        var members = _cluster.Current.Membership.Members.ToArray();
        members[2] = members[2] with { Status = MemberStatus.Up, HttpUrl = null };
        _cluster.Current = _cluster.Current with { Membership = _cluster.Current.Membership with { Members = members } };

        var missing = (await Asked.SendAsync("GET", Root).JsonAsync()).GetProperty("missing")[0];

        (missing.Text("node"), missing.Text("reason")).ShouldBe(("node-3", "it tells no HTTP address"));
        (await Asked.SendAsync("GET", Root + "?node=node-3").ProblemAsync(503, "not-owner")).Text("detail").ShouldContain("node-3");
    }

    [Fact]
    public async Task One_entity_is_shown_by_the_node_that_has_its_shard()
    {
        foreach (var key in Enumerable.Range(0, 40).Select(number => $"k-{number}"))
        {
            var id = new EntityId(TenantId.Default, "pipeline", key);
            var row = _cluster.Current.Shards.Rows[id.ShardOf(4)];
            if (row.Owner?.Name is not ("node-1" or "node-2"))
            {
                continue;
            }

            var host = row.Owner.Name == "node-1" ? Asked : Other;
            host.Parts.Inspector.Details.Add(new EntityDetail(id, 12, row.Shard) { Epoch = row.Epoch, State = Encoding.UTF8.GetBytes("""{"status":"Running"}"""), Timer = "wake", TimerDue = FakeCluster.Now });

            var detail = await Asked.SendAsync("GET", $"{Root}/pipeline/{key}").JsonAsync();

            (detail.Text("entity"), detail.Text("node"), detail.GetProperty("version").GetInt64(), detail.GetProperty("state").Text("status")).ShouldBe(($"default/pipeline/{key}", row.Owner.Name, 12L, "Running"));
            (detail.Text("timer"), detail.GetProperty("timerDue").GetDateTimeOffset(), detail.GetProperty("stateBytes").GetInt32()).ShouldBe(("wake", FakeCluster.Now, 20));
        }

        Asked.Parts.Inspector.Details.Count.ShouldBeGreaterThan(0);
        Other.Parts.Inspector.Details.Count.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_state_that_is_too_large_is_only_measured()
    {
        await using var alone = await ApiHost.StartAsync();
        var id = new EntityId(TenantId.Default, "pipeline", "large");
        alone.Parts.Inspector.Details.Add(new EntityDetail(id, 1, 0) { State = Encoding.UTF8.GetBytes($"\"{new string('x', ActorDetail.StateBytesMax)}\"") });

        var detail = await alone.SendAsync("GET", $"{Root}/pipeline/large").JsonAsync();

        (detail.TryGetProperty("state", out _), detail.GetProperty("stateBytes").GetInt32()).ShouldBe((false, ActorDetail.StateBytesMax + 2));
    }

    [Theory]
    [InlineData("?order=size", 400, "bad-query")]
    [InlineData("?limit=0", 400, "bad-query")]
    [InlineData("?limit=100000", 400, "bad-query")]
    [InlineData("?shard=-1", 400, "bad-query")]
    [InlineData("?kind=Bad%20Kind", 400, "bad-name")]
    [InlineData("?colour=red", 400, "bad-query")]
    [InlineData("?node=node-9", 404, "unknown-node")]
    [InlineData("/hierarchy?shards=some", 400, "bad-query")]
    [InlineData("/hierarchy?node=node-9", 404, "unknown-node")]
    [InlineData("/pipeline/nobody?x=1", 400, "bad-query")]
    [InlineData("/pipeline/-bad", 400, "bad-name")]
    public async Task What_is_wrong_is_named(string rest, int status, string code) => await Asked.SendAsync("GET", Root + rest).ProblemAsync(status, code);

    [Fact]
    public async Task An_entity_that_does_not_exist_is_not_found()
    {
        await using var alone = await ApiHost.StartAsync();
        alone.Parts.Inspector.Entities.Add(Entity("pipeline", "p"));

        (await alone.SendAsync("GET", $"{Root}/pipeline/nobody").ProblemAsync(404, "entity-not-found")).Text("detail").ShouldContain("pipeline");
    }

    private static ResidentEntity Entity(string kind, string key, int mailbox = 0, double rate = 0, string tenant = "default") =>
        new(new EntityId(new TenantId(tenant), kind, key), 3, "ready", mailbox) { MessagesPerSecond = rate, Idle = TimeSpan.FromSeconds(1.5) };

    // Members that are not named serve no more.
    private void SetUrls(params (string Node, string Url)[] urls)
    {
        var members = _cluster.Current.Membership.Members.Select(member => urls.FirstOrDefault(url => url.Node == member.Id.Name) is { Url: { } url }
            ? member with { Status = MemberStatus.Up, HttpUrl = url }
            : member with { Status = member.Id == _cluster.Current.Self ? MemberStatus.Up : MemberStatus.Down });
        _cluster.Current = _cluster.Current with { Membership = _cluster.Current.Membership with { Members = [.. members] } };
    }
}
