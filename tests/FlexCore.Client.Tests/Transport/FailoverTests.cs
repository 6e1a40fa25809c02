using System.Net;
using FlexCore.Client.Problems;
using FlexCore.Client.Settings;

namespace FlexCore.Client.Tests.Transport;

/// <summary>Which node is asked next, when a client waits, and what is never sent twice.</summary>
public sealed class FailoverTests : IDisposable
{
    private const string Stream = """{"key":"s","name":"S","status":"running","version":2}""";
    private const string Cluster = """{"self":"a@1","serving":true,"membershipVersion":1,"shardTableVersion":1,"shards":256,"unowned":0,"moving":0,"members":[]}""";

    private readonly ScriptedCluster _cluster = new();

    [Fact]
    public async Task The_next_node_is_asked_at_once_and_kept()
    {
        using var client = _cluster.Client("abc");
        _cluster.A.IsDown();
        _cluster.B.Answers(HttpStatusCode.OK, Stream).Answers(HttpStatusCode.OK, Stream);

        await client.Streams.GetAsync("s");
        await client.Streams.GetAsync("s");

        _cluster.Asked.ShouldBe("abb");
        _cluster.Clock.Waits.ShouldBeEmpty();
        client.Nodes.Select(node => node.Host).ShouldBe(["b", "c", "a"]);
    }

    [Theory]
    [InlineData("not-owner")]
    [InlineData("not-serving")]
    [InlineData("stopping")]
    [InlineData("too-many-subscribers")]
    public async Task What_only_this_node_refuses_another_is_asked_for(string code)
    {
        using var client = _cluster.Client("ab");
        _cluster.A.Refuses(503, code, ",\"retryAfter\":1");
        _cluster.B.Answers(HttpStatusCode.OK, Stream);

        (await client.Streams.StopAsync("s")).Key.ShouldBe("s");

        _cluster.Asked.ShouldBe("ab");
        _cluster.Clock.Waits.ShouldBeEmpty("another node may do it now");
    }

    [Theory]
    [InlineData(429, "overloaded")]
    [InlineData(503, "storage-unavailable")]
    [InlineData(503, "outcome-unknown")]
    public async Task What_no_node_would_do_better_is_asked_of_the_same_one_after_a_wait(int status, string code)
    {
        using var client = _cluster.Client("ab");
        _cluster.A.Refuses(status, code, ",\"retryAfter\":2").Answers(HttpStatusCode.OK, Stream);

        await client.Streams.StopAsync("s");

        _cluster.Asked.ShouldBe("aa");
        _cluster.Clock.Waits.ShouldBe([TimeSpan.FromSeconds(2)]);
    }

    [Fact]
    public async Task All_nodes_are_asked_before_a_wait_and_the_shortest_wish_counts()
    {
        using var client = _cluster.Client("abc");
        _cluster.A.Refuses(503, "stopping", ",\"retryAfter\":5").Answers(HttpStatusCode.OK, Stream);
        _cluster.B.Refuses(503, "stopping", ",\"retryAfter\":3");
        _cluster.C.IsDown();

        await client.Streams.GetAsync("s");

        _cluster.Asked.ShouldBe("abca");
        _cluster.Clock.Waits.ShouldBe([TimeSpan.FromSeconds(3)]);
    }

    [Fact]
    public async Task Attempts_count_rounds_and_the_failure_names_the_nodes()
    {
        using var client = _cluster.Client("ab");
        for (var i = 0; i < 4; i++)
        {
            _cluster.A.IsDown();
            _cluster.B.IsDown();
        }

        var error = await Should.ThrowAsync<NodeUnavailableException>(() => client.Streams.GetAsync("s"));

        error.Message.ShouldBe("None of 2 nodes answers. No node answers at http://a/: Connection refused No node answers at http://b/: Connection refused");
        _cluster.Asked.ShouldBe("abababab");
        _cluster.Clock.Waits.Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_a_node_says_tells_more_than_that_others_are_away()
    {
        using var client = _cluster.Client("ab", (nodes, clock) => new FlexCoreClientOptions { ContactPoints = nodes, Clock = clock, Attempts = 1, LearnsMembers = false });
        _cluster.A.Refuses(503, "stopping");
        _cluster.B.IsDown();

        (await Should.ThrowAsync<NodeBusyException>(() => client.Streams.GetAsync("s"))).Problem.Code.ShouldBe("stopping");
    }

    /// <summary>A cluster that has lost a node needs more seconds than four attempts take.</summary>
    [Fact]
    public async Task While_shards_move_attempts_do_not_count()
    {
        using var client = _cluster.Client("ab");
        for (var i = 0; i < 10; i++)
        {
            _cluster.A.Refuses(503, "not-owner", ",\"retryAfter\":1");
            _cluster.B.IsDown();
        }

        _cluster.A.Answers(HttpStatusCode.OK, Stream);
        _cluster.B.IsDown();

        (await client.Streams.GetAsync("s")).Key.ShouldBe("s");

        _cluster.Clock.Waits.Count.ShouldBe(10);
    }

    [Fact]
    public async Task A_move_that_does_not_end_ends_the_call_after_the_patience_and_the_attempts()
    {
        using var client = _cluster.Client("a", (nodes, clock) => new FlexCoreClientOptions
        {
            ContactPoints = nodes, Clock = clock, LearnsMembers = false, Attempts = 2, MovePatience = TimeSpan.FromTicks(1),
        });
        _cluster.A.Refuses(503, "not-owner").Refuses(503, "not-owner");

        (await Should.ThrowAsync<NodeBusyException>(() => client.Streams.GetAsync("s"))).Problem.Code.ShouldBe("not-owner");
    }

    [Fact]
    public async Task A_change_has_one_key_at_all_nodes()
    {
        using var client = _cluster.Client("ab");
        _cluster.A.Does((_, _) => Task.FromException<HttpResponseMessage>(new HttpRequestException(HttpRequestError.ResponseEnded, "The answer ended early.")));
        _cluster.B.Answers(HttpStatusCode.OK, Stream);

        await client.Streams.StopAsync("s");

        _cluster.A.Seen[0].IdempotencyKey.ShouldNotBeNull().ShouldBe(_cluster.B.Seen[0].IdempotencyKey);
    }

    [Theory]
    [InlineData("leave")]
    [InlineData("down")]
    public async Task What_nodes_keep_no_key_of_is_not_repeated_when_it_may_have_been_done(string verb)
    {
        using var client = _cluster.Client("ab");
        _cluster.A.Does((_, _) => Task.FromException<HttpResponseMessage>(new HttpRequestException(HttpRequestError.ResponseEnded, "The answer ended early.")));

        var error = await Should.ThrowAsync<NodeUnavailableException>(() => verb == "leave" ? client.Cluster.LeaveAsync("n") : client.Cluster.DownAsync("n"));

        error.WasNotSent.ShouldBeFalse();
        _cluster.Asked.ShouldBe("a");
        _cluster.A.Seen[0].IdempotencyKey.ShouldBeNull();
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.NameResolutionError)]
    [InlineData(HttpRequestError.SecureConnectionError)]
    public async Task It_is_repeated_when_no_connection_came_about(HttpRequestError kind)
    {
        using var client = _cluster.Client("ab");
        _cluster.A.Does((_, _) => Task.FromException<HttpResponseMessage>(new HttpRequestException(kind, "Connection refused")));
        _cluster.B.Refuses(503, "not-serving");
        _cluster.A.Answers(HttpStatusCode.OK, Cluster);

        (await client.Cluster.DownAsync("n")).Self.ShouldBe("a@1");

        _cluster.Asked.ShouldBe("aba");
        _cluster.A.Seen[0].Path.ShouldBe("/api/v1/cluster/members/n/down");
    }

    [Fact]
    public async Task Other_nodes_are_never_drained_in_place_of_one_that_is_away()
    {
        using var client = _cluster.Client("ab");
        for (var i = 0; i < 4; i++)
        {
            _cluster.A.Does((_, _) => Task.FromException<HttpResponseMessage>(new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused")));
        }

        (await Should.ThrowAsync<NodeUnavailableException>(() => client.Cluster.DrainAsync())).WasNotSent.ShouldBeTrue();

        _cluster.Asked.ShouldBe("aaaa");
    }

    [Fact]
    public async Task A_refusal_ends_the_call_at_the_first_node()
    {
        using var client = _cluster.Client("ab");
        _cluster.A.Refuses(404, "unknown-node");

        await Should.ThrowAsync<NodeNotFoundException>(() => client.Cluster.LeaveAsync("x"));

        _cluster.Asked.ShouldBe("a");
    }

    public void Dispose() => _cluster.Dispose();
}
