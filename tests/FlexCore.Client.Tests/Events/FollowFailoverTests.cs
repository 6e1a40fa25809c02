using FlexCore.Client.Calls;
using FlexCore.Client.Problems;
using FlexCore.Client.Settings;
using FlexCore.Testing.Time;

namespace FlexCore.Client.Tests.Events;

/// <summary>Following in a cluster: which node has the rest of a stream when the first one fails.</summary>
public sealed class FollowFailoverTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ScriptedCluster _cluster = new();

    [Fact]
    public async Task A_node_that_stops_is_followed_by_another_behind_the_last_event()
    {
        using var client = _cluster.Client("ab");
        _cluster.A.Streams("id: 7\ndata: a\n\n").Refuses(503, "stopping");
        _cluster.B.Streams("id: 8\ndata: b\n\n");

        (await TakeAsync(client, 2)).ShouldBe(["a", "b"]);

        _cluster.Asked.ShouldBe("aab");
        _cluster.B.Seen[0].LastEventId.ShouldBe("7");
    }

    [Fact]
    public async Task A_node_without_room_for_followers_is_passed_over()
    {
        using var client = _cluster.Client("ab");
        _cluster.A.Refuses(429, "too-many-subscribers");
        _cluster.B.Streams("id: 1\ndata: b\n\n");

        (await TakeAsync(client, 1)).ShouldBe(["b"]);
    }

    /// <summary>A stopped process keeps its port: it takes connections and is silent on each of them.</summary>
    [Fact]
    public async Task A_node_that_falls_silent_is_left_for_another()
    {
        var clock = new ManualClock();
        var silent = new SilentStream();
        using var client = _cluster.Client("ab", (nodes, _) => new FlexCoreClientOptions { ContactPoints = nodes, Clock = clock, LearnsMembers = false, RetryJitter = 0 });
        _cluster.A.Streams(silent);
        _cluster.B.Streams("id: 1\ndata: b\n\n");
        await using var events = client.Topics.FollowAsync("t", FollowStart.Now).GetAsyncEnumerator();
        var next = events.MoveNextAsync().AsTask();
        await silent.IsRead.WaitAsync(Patience);

        clock.Advance(TimeSpan.FromSeconds(60));
        await clock.WhenTimerDueAsync(TimeSpan.FromMilliseconds(200)).WaitAsync(Patience);
        clock.Advance(TimeSpan.FromMilliseconds(200));

        (await next.WaitAsync(Patience)).ShouldBeTrue();
        _cluster.Asked.ShouldBe("ab");
    }

    [Fact]
    public async Task A_long_wish_to_wait_does_not_end_a_follower_it_is_cut_to_the_bound()
    {
        using var client = _cluster.Client("a");
        _cluster.A.Refuses(429, "overloaded", ",\"retryAfter\":3600").Streams("data: a\n\n");

        (await TakeAsync(client, 1)).ShouldBe(["a"]);

        _cluster.Clock.Waits.ShouldBe([TimeSpan.FromSeconds(5)]);
    }

    [Fact]
    public async Task All_nodes_away_for_all_attempts_ends_it()
    {
        using var client = _cluster.Client("ab");
        for (var i = 0; i < 4; i++)
        {
            _cluster.A.IsDown();
            _cluster.B.IsDown();
        }

        await Should.ThrowAsync<NodeUnavailableException>(() => TakeAsync(client, 1));

        _cluster.Asked.ShouldBe("abababab");
    }

    public void Dispose() => _cluster.Dispose();

    private static async Task<List<string>> TakeAsync(FlexCoreClient client, int count)
    {
        var taken = new List<string>();
        await foreach (var next in client.Topics.FollowAsync("t", FollowStart.Now))
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
