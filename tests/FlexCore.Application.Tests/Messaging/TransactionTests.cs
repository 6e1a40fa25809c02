using FlexCore.Application.Messaging;
using FlexCore.Application.Nodes;
using FlexCore.Application.Projections;
using FlexCore.Domain;

namespace FlexCore.Application.Tests.Messaging;

/// <summary>What a command does, and what of it stays when it fails.</summary>
public sealed class TransactionTests : IDisposable
{
    private readonly BusBench _bench = new();
    private readonly List<string> _told = [];

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task The_token_is_the_place_of_the_last_event_of_each_entity()
    {
        await _bench.Commands.SendAsync(BusBench.Call, new MoveBeans("a", 9));
        var answer = await _bench.Commands.SendAsync(BusBench.Call, new MoveBeans("b", 3, From: "a"));

        var end = await _bench.Store.Feed.ReadEndAsync();
        answer.Token.Offsets.Count.ShouldBe(answer.Effects.Select(effect => effect.Entity.ShardOf(16)).Distinct().Count());
        answer.Token.IsPassedBy(end).ShouldBeTrue();
        foreach (var (shard, offset) in answer.Token.Offsets)
        {
            answer.Token.IsPassedBy(end.With(shard, offset - 1)).ShouldBeFalse("one event earlier is before the command's own");
        }
    }

    [Fact]
    public async Task A_command_that_changes_nothing_has_nothing_to_wait_for()
    {
        _bench.Handle = async (move, transaction) => new JarView(move.To, (await transaction.AskAsync(_bench.Jars, "a", context => new JarCommand(context, 0))).Version);

        (await _bench.Commands.SendAsync(BusBench.Call, new MoveBeans("a", 1))).Token.ShouldBe(ConsistencyToken.None);
    }

    [Fact]
    public async Task A_refusal_of_the_first_entity_leaves_nothing_behind()
    {
        Listen();
        var answer = await _bench.Commands.SendAsync(BusBench.Call, new MoveBeans("b", 3, From: "a"));

        answer.Refusal.ShouldBe(new Refusal("jar-empty", "The jar holds 0. Take fewer."));
        (answer.Effects.Count, answer.Token).ShouldBe((0, ConsistencyToken.None));
        (await _bench.BeansAsync("b")).ShouldBe(0);
        _told.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refusal_after_an_entity_has_accepted_says_what_is_done_and_publishes_nothing()
    {
        Listen();
        await _bench.Commands.SendAsync(BusBench.Call, new MoveBeans("a", 9));
        _told.Clear();
        _bench.Handle = async (move, transaction) =>
        {
            await transaction.AskAsync(_bench.Jars, "a", context => new JarCommand(context, -3));
            transaction.Publish(new BeansMoved("b", 3));
            transaction.AfterCommit(_ => throw new InvalidOperationException("must not run"));
            return new Refusal("jar-locked", "The jar 'b' is locked. Open it.");
        };
        var answer = await _bench.Commands.SendAsync(BusBench.Call, new MoveBeans("b", 3, From: "a"));

        answer.Refusal.ShouldNotBeNull().Code.ShouldBe("jar-locked");
        answer.Refusal.Message.ShouldBe("The jar 'b' is locked. Open it. Done before and kept: jar 'a' at version 2. Send the command again with the same idempotency key: what is done is not done twice.");
        answer.Effects.ShouldHaveSingleItem();
        answer.Token.ShouldNotBe(ConsistencyToken.None);
        _told.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_fault_after_an_entity_has_accepted_says_what_is_done_and_a_retry_goes_on_from_there()
    {
        await _bench.Commands.SendAsync(BusBench.Call, new MoveBeans("a", 9));
        _bench.Jars.Fault = command => command.Beans > 0 ? new InvalidOperationException("The disk is gone.") : null;
        var failed = await Should.ThrowAsync<CommandFailedException>(() => _bench.Commands.SendAsync(BusBench.Keyed("k"), new MoveBeans("b", 3, From: "a")));
        failed.Message.ShouldContain("The disk is gone. Done before and kept: jar 'a' at version 2.");
        failed.CommandId.ShouldBe("k");

        _bench.Jars.Fault = _ => null;
        var answer = await _bench.Commands.SendAsync(BusBench.Keyed("k"), new MoveBeans("b", 3, From: "a"));

        answer.Effects.Select(effect => (effect.Entity.Key, effect.IsReplay)).ShouldBe([("a", true), ("b", false)]);
        (await _bench.BeansAsync("a"), await _bench.BeansAsync("b")).ShouldBe((6, 3));
    }

    [Fact]
    public async Task A_fault_before_anything_happened_stays_what_it_is()
    {
        _bench.Handle = (_, _) => throw new TimeoutException("nobody answered");

        (await Should.ThrowAsync<TimeoutException>(() => _bench.Commands.SendAsync(BusBench.Keyed("k"), new MoveBeans("a", 1)))).Message.ShouldBe("nobody answered");
        _bench.OpenScopes.ShouldBe(0);
    }

    [Fact]
    public async Task Subscribers_are_told_after_the_commit_in_their_order_in_the_caller_s_name()
    {
        _bench.OnFirst = async (happened, call) => _told.Add($"first {happened.Beans}, holds {await _bench.BeansAsync("a")}, {call.Security.Principal}, {call.CorrelationId}, {call.CausationId}");
        _bench.OnSecond = (happened, call) => Tell($"second {happened.Beans}, {call.IdempotencyKey ?? "no key"}");
        await _bench.Commands.SendAsync(BusBench.Keyed("k"), new MoveBeans("a", 3));

        _told.ShouldBe(["first 3, holds 3, local:developer, test-1, k", "second 3, no key"]);
    }

    [Fact]
    public async Task A_subscriber_that_throws_is_reported_and_changes_nothing_for_the_sender_or_for_others()
    {
        _bench.OnFirst = (_, _) => throw new InvalidOperationException("no paper");
        _bench.OnSecond = (_, _) => Tell("second");
        (await _bench.Commands.SendAsync(BusBench.Call, new MoveBeans("a", 3))).Refusal.ShouldBeNull();

        _told.ShouldBe(["second"]);
        _bench.Steps.ShouldContain("First of jars failed: no paper");
    }

    [Fact]
    public async Task Work_after_the_commit_runs_before_the_answer_and_its_fault_is_only_reported()
    {
        _bench.Handle = (move, transaction) =>
        {
            transaction.AfterCommit(_ => throw new InvalidOperationException("no ink"));
            transaction.AfterCommit(_ => Tell("work"));
            return _bench.MoveAsync(move, transaction);
        };
        (await _bench.Commands.SendAsync(BusBench.Call, new MoveBeans("a", 3))).Refusal.ShouldBeNull();

        _told.ShouldBe(["work"]);
        _bench.Steps.ShouldContain("jars.move failed afterwards: no ink");
    }

    [Fact]
    public async Task Commands_that_cause_each_other_without_end_are_stopped_with_a_word()
    {
        using var bench = new BusBench(options: new MessagingOptions { DepthMax = 4 });
        Refusal? last = null;
        bench.OnFirst = async (happened, call) => last = (await bench.Commands.SendAsync(call, new MoveBeans(happened.To, 1))).Refusal ?? last;
        await bench.Commands.SendAsync(BusBench.Call, new MoveBeans("a", 1));

        last.ShouldNotBeNull().Code.ShouldBe("too-many-causes");
        bench.Handled.ShouldBe(4);
        (await bench.Commands.SendAsync(BusBench.Call, new MoveBeans("b", 1))).Refusal.ShouldBeNull("the next command begins anew");
    }

    [Fact]
    public async Task What_a_handler_leaves_running_can_change_nothing_behind_the_answer()
    {
        CommandTransaction? kept = null;
        _bench.Handle = (move, transaction) =>
        {
            kept = transaction;
            return _bench.MoveAsync(move, transaction);
        };
        await _bench.Commands.SendAsync(BusBench.Call, new MoveBeans("a", 3));

        var transaction = kept.ShouldNotBeNull();
        Should.Throw<InvalidOperationException>(() => transaction.Publish("late")).Message.ShouldContain("has ended");
        (await Should.ThrowAsync<InvalidOperationException>(async () => await transaction.AskAsync(_bench.Jars, "a", context => new JarCommand(context, 1)))).Message.ShouldContain("has ended");
    }

    [Fact]
    public async Task Asks_and_follow_ups_of_one_command_are_bounded()
    {
        _bench.Handle = async (move, transaction) =>
        {
            for (var ask = 0; ask <= CommandTransaction.AsksMax; ask++)
            {
                await transaction.AskAsync(_bench.Jars, "a", context => new JarCommand(context, 1));
            }

            return new JarView(move.To, 0);
        };
        (await Should.ThrowAsync<CommandFailedException>(() => _bench.Commands.SendAsync(BusBench.Call, new MoveBeans("a", 1)))).Message.ShouldContain("asked entities 64 times");
        _bench.Handle = (move, transaction) =>
        {
            for (var event_ = 0; event_ <= CommandTransaction.FollowUpsMax; event_++)
            {
                transaction.Publish(event_);
            }

            return Task.FromResult<NodeReply<JarView>>(new JarView(move.To, 0));
        };
        (await Should.ThrowAsync<InvalidOperationException>(() => _bench.Commands.SendAsync(BusBench.Call, new MoveBeans("a", 1)))).Message.ShouldContain("256 events");
    }

    private void Listen() => _bench.OnFirst = (happened, _) => Tell($"moved {happened.Beans}");

    private Task Tell(string what)
    {
        _told.Add(what);
        return Task.CompletedTask;
    }
}
