using System.Net;
using FlexCore.Client.Problems;
using FlexCore.Client.Settings;

namespace FlexCore.Client.Tests.Transport;

/// <summary>What a client learns of the cluster from the node that answers.</summary>
public sealed class ReceptionistTests : IDisposable
{
    private const string Stream = """{"key":"s","name":"S","status":"running","version":2}""";

    private readonly ScriptedCluster _cluster = new();

    [Fact]
    public async Task Members_are_learned_once_and_asked_when_the_contact_fails()
    {
        using var client = Learning("a");
        _cluster.A.Answers(HttpStatusCode.OK, Stream).Answers(HttpStatusCode.OK, Members("a", "b"));
        await client.Streams.GetAsync("s");
        await client.Settled;

        _cluster.A.Answers(HttpStatusCode.OK, Stream);
        await client.Streams.GetAsync("s");
        await client.Settled;
        _cluster.Asked.ShouldBe("aaa", "the second call learns nothing");

        _cluster.A.IsDown();
        _cluster.B.Answers(HttpStatusCode.OK, Stream).Answers(HttpStatusCode.OK, Members("b", "c"));
        (await client.Streams.GetAsync("s")).Key.ShouldBe("s");
        await client.Settled;

        _cluster.B.Seen[1].Path.ShouldBe("/cluster/nodes");
        client.Nodes.Select(node => node.Host).ShouldBe(["b", "c", "a"], "a failure made the members be asked for again");
    }

    [Fact]
    public async Task Nodes_that_do_not_serve_or_have_no_url_are_left_out()
    {
        using var client = Learning("a");
        _cluster.A.Answers(HttpStatusCode.OK, """
            {"count":4,"nodes":[
              {"id":"1","address":"http://b:80","metadata":{"state":"joining","version":"1"}},
              {"id":"2","address":"http://c:80","metadata":{"state":"leaving","version":"1"}},
              {"id":"3","address":"10.0.0.3:9000","metadata":{"state":"up","version":"1"}},
              {"id":"4","address":"http://d:80","metadata":{"state":"up","version":"1"}}]}
            """);

        var members = await client.Cluster.LearnMembersAsync();

        members.Select(member => (member.Id, member.Url?.Host)).ShouldBe([("1", "b"), ("2", "c"), ("3", null), ("4", "d")]);
        client.Nodes.Select(node => node.Host).ShouldBe(["a", "d"]);
    }

    [Theory]
    [InlineData(404, "no such route")]
    [InlineData(500, "{")]
    [InlineData(200, "[]")]
    [InlineData(200, "{\"count\":0}")]
    [InlineData(503, "")]
    public async Task A_node_that_does_not_tell_takes_nothing_away(int status, string body)
    {
        using var client = Learning("ab");
        _cluster.A.Answers(HttpStatusCode.OK, Stream).Answers((HttpStatusCode)status, body, "text/plain").Answers(HttpStatusCode.OK, Stream);

        await client.Streams.GetAsync("s");
        await client.Settled;
        await client.Streams.GetAsync("s");

        client.Nodes.Select(node => node.Host).ShouldBe(["a", "b"]);
        _cluster.Asked.ShouldBe("aaa");
    }

    [Fact]
    public async Task A_client_that_ends_while_it_learns_ends()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var client = Learning("a");
        _cluster.A.Answers(HttpStatusCode.OK, Stream).Does(async (_, cancellationToken) =>
        {
            asked.SetResult();
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            return new HttpResponseMessage();
        });
        await client.Streams.GetAsync("s");
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var settled = client.Settled;

        client.Dispose();

        await settled.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Asked_for_members_explicitly_a_refusal_is_said()
    {
        using var client = Learning("a");
        _cluster.A.Answers(HttpStatusCode.NotFound, "no", "text/plain");

        await Should.ThrowAsync<NodeForeignException>(() => client.Cluster.LearnMembersAsync());
    }

    public void Dispose() => _cluster.Dispose();

    private static string Members(params string[] hosts) => $$"""{"count":{{hosts.Length}},"nodes":[{{string.Join(',', hosts.Select(Member))}}]}""";

    private static string Member(string host) =>
        $$$"""{"id":"{{{host}}}","address":"http://{{{host}}}:80","last_seen":"2026-01-01T00:00:00Z","metadata":{"state":"up","version":"1"}}""";

    private FlexCoreClient Learning(string hosts) =>
        _cluster.Client(hosts, (nodes, clock) => new FlexCoreClientOptions { ContactPoints = nodes, Clock = clock, RetryJitter = 0 });
}
