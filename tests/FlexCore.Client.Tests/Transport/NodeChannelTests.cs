using System.Net;
using FlexCore.Client.Problems;
using FlexCore.Client.Settings;
using FlexCore.Testing.Time;

namespace FlexCore.Client.Tests.Transport;

public sealed class NodeChannelTests : IDisposable
{
    private const string Stream = """{"key":"s","name":"S","status":"running","version":2,"attempt":1,"restarts":0,"unknownMember":[1],"progress":{"recordsIn":5,"recordsOut":4,"errors":1,"deadLetters":0,"lateRecords":0,"bytesIn":10,"bytesRead":10,"checkpoints":3}}""";

    private readonly ClientHarness _harness = new();

    [Fact]
    public async Task An_answer_is_read_and_members_it_does_not_know_are_passed_over()
    {
        _harness.Node.Answers(HttpStatusCode.OK, Stream);

        var stream = await _harness.Client.Streams.GetAsync("s");

        stream.Status.ShouldBe("running");
        stream.Progress.ShouldNotBeNull().RecordsIn.ShouldBe(5);
        _harness.Node.Seen.ShouldHaveSingleItem().ShouldBe(new SeenRequest("GET", "/api/v1/streams/s", string.Empty, null, null, null));
    }

    [Fact]
    public async Task A_node_that_is_down_for_a_moment_is_asked_again_with_growing_waits()
    {
        _harness.Node.IsDown().IsDown().IsDown().Answers(HttpStatusCode.OK, Stream);

        (await _harness.Client.Streams.GetAsync("s")).Key.ShouldBe("s");

        _harness.Clock.Waits.ShouldBe([TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(400), TimeSpan.FromMilliseconds(800)]);
    }

    [Fact]
    public async Task A_node_that_stays_down_is_reported_with_its_url()
    {
        _harness.Node.IsDown().IsDown().IsDown().IsDown();

        var error = await Should.ThrowAsync<NodeUnavailableException>(() => _harness.Client.Streams.GetAsync("s"));

        error.Message.ShouldBe("No node answers at http://node.test:8080/: Connection refused");
        _harness.Node.Seen.Count.ShouldBe(4);
    }

    /// <summary>The promise that makes repeating safe: all attempts of a change carry one key, and two changes carry two.</summary>
    [Fact]
    public async Task Every_attempt_of_a_change_carries_the_same_key()
    {
        _harness.Node.IsDown().Refuses(503, "stopping").Answers(HttpStatusCode.OK, Stream).Answers(HttpStatusCode.OK, Stream);

        await _harness.Client.Streams.StopAsync("s");
        await _harness.Client.Streams.StopAsync("s");

        var keys = _harness.Node.Seen.Select(request => request.IdempotencyKey.ShouldNotBeNull()).ToList();
        keys[..3].Distinct().ShouldHaveSingleItem().Length.ShouldBeInRange(1, 100);
        keys[3].ShouldNotBe(keys[0]);
    }

    [Fact]
    public async Task A_callers_own_key_is_used()
    {
        _harness.Node.Answers(HttpStatusCode.Accepted, """{"accepted":1,"position":9,"lastRecord":7}""");

        (await _harness.Client.Topics.AppendAsync("t", "{}\n"u8.ToArray(), "mine")).LastRecord.ShouldBe(7);

        _harness.Node.Seen.ShouldHaveSingleItem().ShouldBe(new SeenRequest("POST", "/api/v1/topics/t/records", "{}\n", "application/x-ndjson", "mine", null));
    }

    [Fact]
    public async Task A_busy_node_says_how_long_to_wait()
    {
        _harness.Node.Refuses(429, "overloaded", ",\"retryAfter\":3").Answers(HttpStatusCode.OK, Stream);

        await _harness.Client.Streams.GetAsync("s");

        _harness.Clock.Waits.ShouldBe([TimeSpan.FromSeconds(3)]);
    }

    [Fact]
    public async Task A_wait_beyond_the_bound_ends_the_call()
    {
        _harness.Node.Refuses(429, "rate-limited", ",\"retryAfter\":60");

        (await Should.ThrowAsync<NodeBusyException>(() => _harness.Client.Streams.GetAsync("s"))).Problem.RetryAfter.ShouldBe(60);

        _harness.Clock.Waits.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(400, "bad-field", typeof(NodeProblemException))]
    [InlineData(403, "not-local", typeof(NodeProblemException))]
    [InlineData(404, "stream-not-found", typeof(NodeNotFoundException))]
    [InlineData(409, "stream-is-running", typeof(NodeConflictException))]
    [InlineData(413, "body-too-large", typeof(NodeProblemException))]
    [InlineData(500, "internal", typeof(NodeProblemException))]
    public async Task A_refusal_is_an_exception_of_its_kind_and_is_not_repeated(int status, string code, Type kind)
    {
        _harness.Node.Refuses(status, code);

        var error = await Should.ThrowAsync<NodeProblemException>(() => _harness.Client.Streams.StopAsync("s"));

        error.GetType().ShouldBe(kind);
        error.Message.ShouldBe("what and how");
        error.Problem.Code.ShouldBe(code);
        error.Problem.Status.ShouldBe(status);
        error.Problem.CorrelationId.ShouldBe("c-1");
        _harness.Node.Seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Mistakes_of_a_document_come_with_their_places()
    {
        _harness.Node.Refuses(400, "invalid-document", ",\"field\":\"document\",\"diagnostics\":[{\"code\":\"unknown-key\",\"message\":\"m\",\"line\":3,\"column\":5,\"suggestion\":\"s\"}]");

        var error = await Should.ThrowAsync<NodeProblemException>(() => _harness.Client.Streams.CreateAsync("name: x"));

        var finding = error.Problem.Diagnostics.ShouldHaveSingleItem();
        (finding.Line, finding.Column, finding.Code, finding.Suggestion).ShouldBe((3, 5, "unknown-key", "s"));
        error.Message.ShouldBe("document: what and how");
    }

    [Theory]
    [InlineData(200, "<html>", "text/html")]
    [InlineData(200, "null", "application/json")]
    [InlineData(404, "not here", "text/plain")]
    [InlineData(500, "{", "application/problem+json")]
    public async Task What_is_no_node_is_named_as_such_and_not_asked_again(int status, string body, string contentType)
    {
        _harness.Node.Answers((HttpStatusCode)status, body, contentType);

        (await Should.ThrowAsync<NodeForeignException>(() => _harness.Client.Node.GetAsync())).Message.ShouldContain("is not a FlexCore node");
        _harness.Node.Seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_proxy_without_its_node_is_asked_again()
    {
        _harness.Node.Answers(HttpStatusCode.BadGateway, "bad gateway", "text/html").Answers(HttpStatusCode.OK, Stream);

        (await _harness.Client.Streams.GetAsync("s")).Key.ShouldBe("s");
    }

    [Fact]
    public async Task A_node_that_does_not_answer_in_time_is_unavailable()
    {
        var clock = new ManualClock();
        var asked = new TaskCompletionSource();
        using var node = new ScriptedNode().Does(async (_, cancellationToken) =>
        {
            asked.SetResult();
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            return new HttpResponseMessage();
        });
        using var client = new FlexCoreClient(new FlexCoreClientOptions { ContactPoints = [new Uri("http://node.test")], Attempts = 1, Clock = clock }, node);

        var call = client.Node.GetAsync();
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        clock.Advance(TimeSpan.FromSeconds(100));

        (await Should.ThrowAsync<NodeUnavailableException>(() => call)).Message.ShouldContain("did not answer within 100 s");
    }

    [Fact]
    public async Task A_caller_that_gives_up_gets_its_own_cancellation()
    {
        using var stop = new CancellationTokenSource();
        _harness.Node.Does(async (_, cancellationToken) =>
        {
            await stop.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            return new HttpResponseMessage();
        });

        await Should.ThrowAsync<OperationCanceledException>(() => _harness.Client.Node.GetAsync(stop.Token));
    }

    [Fact]
    public async Task Names_are_escaped_in_paths()
    {
        _harness.Node.Answers(HttpStatusCode.OK, Stream);

        await _harness.Client.Streams.GetAsync("a/b?c");

        _harness.Node.Seen[0].Path.ShouldBe("/api/v1/streams/a%2Fb%3Fc");
    }

    public void Dispose() => _harness.Dispose();
}
