using FlexCore.Client.Calls;
using FlexCore.Client.Problems;
using FlexCore.Client.Settings;
using FlexCore.Testing.Time;

namespace FlexCore.Client.Tests.Events;

public sealed class FollowTests : IDisposable
{
    private readonly ClientHarness _harness = new();

    [Fact]
    public async Task A_broken_connection_is_opened_anew_behind_the_last_whole_event()
    {
        _harness.Node
            .Streams("id: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: cut o")
            .IsDown()
            .Streams("id: 3\ndata: c\n\n");

        (await TakeAsync(3, FollowStart.Now)).ShouldBe(["a", "b", "c"]);

        _harness.Node.Seen.Select(request => request.LastEventId).ShouldBe([null, "2", "2"]);
        _harness.Node.Seen[0].Path.ShouldBe("/api/v1/topics/t/tail?from=end");
    }

    [Fact]
    public async Task Following_begins_where_it_is_told_to()
    {
        _harness.Node.Streams("data: a\n\n").Streams("data: b\n\n");

        await TakeAsync(1, FollowStart.Beginning);
        await TakeAsync(1, FollowStart.After("41"));

        _harness.Node.Seen[0].Path.ShouldEndWith("?from=start");
        _harness.Node.Seen[1].LastEventId.ShouldBe("41");
    }

    [Fact]
    public async Task A_refusal_ends_it()
    {
        _harness.Node.Refuses(400, "bad-cursor");

        (await Should.ThrowAsync<NodeProblemException>(() => TakeAsync(1, FollowStart.After("x")))).Problem.Code.ShouldBe("bad-cursor");
    }

    [Fact]
    public async Task A_node_that_stays_away_ends_it()
    {
        _harness.Node.Streams("data: a\n\n").IsDown().IsDown().IsDown().IsDown();

        await Should.ThrowAsync<NodeUnavailableException>(() => TakeAsync(2, FollowStart.Now));
    }

    [Fact]
    public async Task A_stream_that_ends_again_and_again_is_not_opened_in_a_busy_loop()
    {
        _harness.Node.Streams(string.Empty).Streams(string.Empty).Streams("data: a\n\n");

        await TakeAsync(1, FollowStart.Now);

        _harness.Clock.Waits.ShouldBe([TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(400)]);
    }

    [Fact]
    public async Task A_connection_that_falls_silent_is_opened_anew()
    {
        var clock = new ManualClock();
        var silent = new SilentStream();
        using var node = new ScriptedNode().Streams(silent).Streams("id: 1\ndata: a\n\n");
        using var client = new FlexCoreClient(new FlexCoreClientOptions { ContactPoints = [new Uri("http://node.test")], Clock = clock, LearnsMembers = false, RetryJitter = 0 }, node);
        await using var events = client.Topics.FollowAsync("t", FollowStart.Now).GetAsyncEnumerator();

        var next = events.MoveNextAsync().AsTask();
        await silent.IsRead.WaitAsync(TimeSpan.FromSeconds(30));
        clock.Advance(TimeSpan.FromSeconds(60));
        await clock.WhenTimersArmedAsync(1).WaitAsync(TimeSpan.FromSeconds(30));
        clock.Advance(TimeSpan.FromMilliseconds(200));

        (await next.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue();
        events.Current.Data.ShouldBe("a");
    }

    [Fact]
    public async Task Events_of_one_kind_can_be_asked_for()
    {
        _harness.Node.Streams("data: a\n\n");

        await foreach (var next in _harness.Client.Node.FollowEventsAsync(FollowStart.Now, "data-stream"))
        {
            next.Data.ShouldBe("a");
            break;
        }

        _harness.Node.Seen[0].Path.ShouldBe("/api/v1/events?from=end&kind=data-stream");
    }

    public void Dispose() => _harness.Dispose();

    private async Task<List<string>> TakeAsync(int count, FollowStart start)
    {
        var taken = new List<string>();
        await foreach (var next in _harness.Client.Topics.FollowAsync("t", start))
        {
            taken.Add(next.Data);
            if (taken.Count == count)
            {
                break;
            }
        }

        return taken;
    }
}
