using FlexCore.Cluster.Transport;
using FlexCore.Testing.Network;

namespace FlexCore.Cluster.Tests.Transport;

/// <summary>Links that break, fall silent or garble, by the fault proxy.</summary>
public sealed class BrokenLinkTests
{
    [Fact]
    public async Task A_cut_link_loses_what_was_sent_and_the_next_request_makes_a_new_one()
    {
        await using var link = new FaultyPair();
        var held = link.A.AskAsync(link.B.At(link.Proxy.Port), ScriptedService.Hold);
        await link.B.Service.Held.NextAsync("one is held");

        link.Proxy.Cut();

        (await Should.ThrowAsync<TransportException>(() => held)).Message.ShouldContain("may have arrived");
        (await link.A.AskAsync(link.B.At(link.Proxy.Port), 1)).ShouldBe([1]);
        link.Proxy.Accepted.ShouldBe(2);
    }

    [Fact]
    public async Task A_silent_link_is_given_up_after_the_longest_silence()
    {
        await using var link = new FaultyPair();
        await link.A.AskAsync(link.B.At(link.Proxy.Port), 1);
        link.Proxy.ToClient = new LinkFaults { IsStalled = true };
        var waiting = link.A.AskAsync(link.B.At(link.Proxy.Port), 2);

        for (var i = 0; i < 5; i++)
        {
            link.Clock.Advance(TimeSpan.FromSeconds(1));
            waiting.IsCompleted.ShouldBeFalse($"{i + 1} s are not too long");
        }

        link.Clock.Advance(TimeSpan.FromSeconds(1));

        (await Should.ThrowAsync<TransportException>(() => waiting)).Message.ShouldContain("nothing was received from b@1");
        link.A.Log.Of(8506).ShouldHaveSingleItem();
        link.Proxy.ToClient = LinkFaults.None;
        (await link.A.AskAsync(link.B.At(link.Proxy.Port), 3)).ShouldBe([3]);
    }

    [Fact]
    public async Task A_process_that_stood_still_does_not_take_its_own_silence_for_that_of_others()
    {
        await using var link = new FaultyPair();
        await link.A.AskAsync(link.B.At(link.Proxy.Port), 1);
        link.Proxy.ToClient = new LinkFaults { IsStalled = true };
        var waiting = link.A.AskAsync(link.B.At(link.Proxy.Port), 2);
        await link.B.Service.Asked.NextAsync(2, "both have arrived");

        link.Clock.Jump(TimeSpan.FromSeconds(30));

        link.A.Log.Of(8506).ShouldBeEmpty();
        link.Proxy.ToClient = LinkFaults.None;
        (await waiting).ShouldBe([2]);
    }

    [Fact]
    public async Task A_garbled_frame_ends_the_connection_and_never_reaches_a_service()
    {
        await using var link = new FaultyPair();
        await link.A.AskAsync(link.B.At(link.Proxy.Port), 1);
        await link.B.Service.Asked.NextAsync("the first");
        link.Proxy.ToTarget = new LinkFaults { Corrupt = 1 };

        await Should.ThrowAsync<TransportException>(() => link.A.AskAsync(link.B.At(link.Proxy.Port), 2));

        link.B.Service.Asked.Count.ShouldBe(0);
        link.Proxy.ToTarget = LinkFaults.None;
        (await link.A.AskAsync(link.B.At(link.Proxy.Port), 3)).ShouldBe([3]);
    }

    [Fact]
    public async Task An_answer_that_comes_twice_is_one_answer()
    {
        await using var link = new FaultyPair();
        await link.A.AskAsync(link.B.At(link.Proxy.Port), 0);
        link.Proxy.ToClient = new LinkFaults { Duplicate = 1 };

        for (byte i = 0; i < 100; i++)
        {
            (await link.A.AskAsync(link.B.At(link.Proxy.Port), i)).ShouldBe([i]);
        }
    }

    [Fact]
    public async Task Answers_that_change_places_find_their_requests()
    {
        await using var link = new FaultyPair();
        await link.A.AskAsync(link.B.At(link.Proxy.Port), 0);
        link.Proxy.ToClient = new LinkFaults { Reorder = 0.5 };

        var answers = Enumerable.Range(0, 150).Select(i => link.A.AskAsync(link.B.At(link.Proxy.Port), (byte)i)).ToArray();

        (await Task.WhenAll(answers)).Select(answer => (int)answer[0]).ShouldBe(Enumerable.Range(0, 150));
    }

    [Fact]
    public async Task A_lost_answer_is_a_time_out_and_its_place_is_used_again()
    {
        await using var link = new FaultyPair();
        await link.A.AskAsync(link.B.At(link.Proxy.Port), 1);
        link.Proxy.ToClient = new LinkFaults { Drop = 1 };
        var frame = link.A.Transport.Begin(ServiceNumber.Echo);
        frame.Byte(1);
        var ask = link.A.Transport.AskAsync(link.B.At(link.Proxy.Port), frame, TimeSpan.FromSeconds(2), CancellationToken.None).AsTask();
        await link.B.Service.Asked.NextAsync(2, "both have arrived");

        link.Clock.Advance(TimeSpan.FromSeconds(2.1));

        (await Should.ThrowAsync<TimeoutException>(() => ask)).Message.ShouldContain("2000 ms");
        link.Proxy.ToClient = LinkFaults.None;
        (await link.A.AskAsync(link.B.At(link.Proxy.Port), 2)).ShouldBe([2]);
    }

    [Fact]
    public async Task While_a_node_is_away_attempts_are_made_with_growing_pauses()
    {
        await using var link = new FaultyPair();
        await using var a = new TestNode("c", time: link.Clock, configure: options =>
        {
            options.ReconnectBackoffMin = TimeSpan.FromSeconds(1);
            options.ReconnectBackoffMax = TimeSpan.FromSeconds(4);
            options.ReconnectJitter = 0;
            options.HeartbeatInterval = TimeSpan.FromMinutes(1);
            options.SilenceMax = TimeSpan.FromMinutes(5);
        });
        link.Proxy.Refuses = true;
        var target = link.B.At(link.Proxy.Port);
        var attempts = new List<int>();
        for (var second = 0; second < 12; second++)
        {
            await Should.ThrowAsync<TransportException>(() => a.AskAsync(target, 1));
            attempts.Add(link.Proxy.Accepted);
            link.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        // At once, at once again, then after 1, 2, 4 and 4 seconds.
        attempts.ShouldBe([1, 2, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5]);
    }
}
