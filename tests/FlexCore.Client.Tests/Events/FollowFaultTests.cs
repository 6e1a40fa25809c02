using System.Net;
using System.Text;
using FlexCore.Client.Calls;
using FlexCore.Client.Models;
using FlexCore.Client.Problems;
using FlexCore.Client.Settings;
using FlexCore.Testing.Time;

namespace FlexCore.Client.Tests.Events;

/// <summary>What a follower does when the node is slow, busy, quiet or odd.</summary>
public sealed class FollowFaultTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ClientHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    /// <summary>Nothing happens on a quiet topic: its connections end again and again without an event, and that says nothing about the node.</summary>
    [Fact]
    public async Task A_quiet_stream_does_not_use_up_the_patience_for_a_node_that_is_away()
    {
        for (var i = 0; i < 10; i++)
        {
            _harness.Node.Streams(": heartbeat\n\n");
        }

        _harness.Node.IsDown().IsDown().IsDown().Streams("data: a\n\n");

        (await FirstAsync()).ShouldBe("a");

        _harness.Node.Seen.Count.ShouldBe(14);
    }

    [Fact]
    public async Task A_node_that_takes_the_connection_and_never_answers_is_left_after_the_silence()
    {
        var clock = new ManualClock();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var node = new ScriptedNode()
            .Does(async (_, cancellationToken) =>
            {
                asked.SetResult();
                await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
                return new HttpResponseMessage();
            })
            .Streams("data: a\n\n");
        using var client = new FlexCoreClient(new FlexCoreClientOptions { ContactPoints = [new Uri("http://node.test")], Clock = clock, LearnsMembers = false, RetryJitter = 0 }, node);
        await using var events = client.Topics.FollowAsync("t", FollowStart.Now).GetAsyncEnumerator();
        var next = events.MoveNextAsync().AsTask();
        await asked.Task.WaitAsync(Patience);

        clock.Advance(TimeSpan.FromSeconds(60));
        await clock.WhenTimerDueAsync(TimeSpan.FromMilliseconds(200)).WaitAsync(Patience);
        clock.Advance(TimeSpan.FromMilliseconds(200));

        (await next.WaitAsync(Patience)).ShouldBeTrue();
        events.Current.Data.ShouldBe("a");
    }

    [Fact]
    public async Task Heartbeats_keep_a_connection_that_has_no_events()
    {
        var clock = new ManualClock();
        var body = new SteppedStream();
        using var node = new ScriptedNode().Streams(body);
        using var client = new FlexCoreClient(new FlexCoreClientOptions { ContactPoints = [new Uri("http://node.test")], Clock = clock, LearnsMembers = false, RetryJitter = 0 }, node);
        await using var events = client.Topics.FollowAsync("t", FollowStart.Now).GetAsyncEnumerator();
        var next = events.MoveNextAsync().AsTask();
        for (var i = 0; i < 5; i++)
        {
            await body.GiveAsync(": heartbeat\n\n"u8.ToArray());
            clock.Advance(TimeSpan.FromSeconds(59));
        }

        await body.GiveLastAsync("data: a\n\n"u8.ToArray());
        (await next.WaitAsync(Patience)).ShouldBeTrue();
        node.Seen.Count.ShouldBe(1, "nothing was opened anew");
    }

    [Fact]
    public async Task A_busy_node_is_asked_again_and_a_refusal_breaks_off()
    {
        _harness.Node.Refuses(429, "too-many-subscribers", ",\"retryAfter\":5").Streams("data: a\n\n");
        (await FirstAsync()).ShouldBe("a");

        _harness.Node.Refuses(404, "stream-not-found");
        await Should.ThrowAsync<NodeNotFoundException>(FirstAsync);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_in_a_refusal_is_a_node_that_is_away()
    {
        var content = new StreamContent(new DribblingStream("{\"ty"u8.ToArray(), new Random(1), new IOException("The connection was reset.")));
        content.Headers.ContentType = new("application/problem+json");
        _harness.Node.Does((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = content })).Streams("data: a\n\n");

        (await FirstAsync()).ShouldBe("a");
    }

    [Fact]
    public async Task A_caller_that_stops_ends_the_follower_at_once()
    {
        using var stop = new CancellationTokenSource();
        var silent = new SilentStream();
        _harness.Node.Streams(silent);
        var following = Task.Run(async () =>
        {
            await foreach (var next in _harness.Client.Topics.FollowAsync("t", FollowStart.Now, stop.Token))
            {
                next.ShouldBeNull("nothing ever comes");
            }
        });
        await silent.IsRead.WaitAsync(Patience);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => following.WaitAsync(Patience));
        _harness.Node.Seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_tap_gives_records_and_passes_over_other_events()
    {
        const string sample = """{"edge":"1:filter","number":3,"skipped":1,"at":"2026-01-01T00:00:00Z","record":{"a":1}}""";
        _harness.Node.Streams($"event: dropped\ndata: {{\"count\":2}}\n\ndata: {sample}\n\n");

        await foreach (var next in _harness.Client.Streams.TapAsync("s", "1:filter out", 10))
        {
            (next.Edge, next.Number, next.Skipped, next.Record.GetProperty("a").GetInt32()).ShouldBe(("1:filter", 3, 1, 1));
            break;
        }

        _harness.Node.Seen.ShouldHaveSingleItem().Path.ShouldBe("/api/v1/streams/s/tap?edge=1%3Afilter%20out&rate=10");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"edge\":\"x\"")]
    public async Task A_tap_of_something_that_is_no_record_is_not_a_nodes(string data)
    {
        _harness.Node.Streams($"data: {data}\n\n");

        await Should.ThrowAsync<NodeForeignException>(async () =>
        {
            await foreach (var next in _harness.Client.Streams.TapAsync("s", "x", 1))
            {
                next.ShouldBeNull();
            }
        });
    }

    [Fact]
    public void A_place_to_begin_behind_is_not_empty() => Should.Throw<ArgumentException>(() => FollowStart.After(""));

    private async Task<string> FirstAsync()
    {
        await foreach (var next in _harness.Client.Topics.FollowAsync("t", FollowStart.Now))
        {
            return next.Data;
        }

        throw new InvalidOperationException("The follower ended.");
    }
}
