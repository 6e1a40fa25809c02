using FlexCore.Application.Entities;
using Shouldly;
using Xunit;

namespace FlexCore.Conformance.Entities;

/// <content>Crashes and idempotency keys.</content>
public abstract partial class EntityRegionConformance
{
    [Fact]
    public async Task Answered_commands_survive_a_crash()
    {
        await Region.AskAsync(Ledgers.Id("a"), new EnterAll(Ledgers.Context(), [1, 2, 3]));
        await Region.AskAsync(Ledgers.Id("b"), new Enter(Ledgers.Context(), 9));

        await Host.CrashAsync();

        (await Region.ReadAsync(Ledgers.Id("a"))).State.Numbers.ShouldBe([1, 2, 3]);
        (await Region.AskAsync(Ledgers.Id("b"), new Enter(Ledgers.Context(), 10))).Version.ShouldBe(2);
    }

    [Fact]
    public async Task The_same_key_has_one_effect_and_one_answer()
    {
        var first = await Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context("key"), 1));
        var again = await Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context("key"), 1));

        first.ShouldBe(new CommandReply(1, null, false));
        again.ShouldBe(new CommandReply(1, null, true));
        (await EventsAsync("a")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_key_sent_many_times_at_once_has_one_effect()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 100)
            .Select(_ => Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context("key"), 1)).AsTask()));

        replies.Count(reply => !reply.IsReplay).ShouldBe(1);
        replies.ShouldAllBe(reply => reply.Version == 1 && reply.IsAccepted);
        (await EventsAsync("a")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_key_on_two_entities_is_two_keys()
    {
        (await Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context("key"), 1))).IsReplay.ShouldBeFalse();
        (await Region.AskAsync(Ledgers.Id("b"), new Enter(Ledgers.Context("key"), 1))).IsReplay.ShouldBeFalse();
    }

    [Fact]
    public async Task The_same_key_gets_the_same_refusal_even_when_the_command_would_now_be_accepted()
    {
        var refused = await Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context("key"), 1, -5));
        refused.Refusal.ShouldNotBeNull().Code.ShouldBe("overdrawn");
        await Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 2, 100));

        var again = await Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context("key"), 1, -5));

        again.ShouldBe(refused with { IsReplay = true });
        (await Region.ReadAsync(Ledgers.Id("a"))).State.Balance.ShouldBe(100);
    }

    [Fact]
    public async Task Keys_are_remembered_across_a_crash_whatever_was_answered()
    {
        var none = await Region.AskAsync(Ledgers.Id("a"), new Check(Ledgers.Context("none")));
        var refused = await Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context("refused"), 1, -5));
        var accepted = await Region.AskAsync(Ledgers.Id("a"), new EnterAll(Ledgers.Context("accepted"), [1, 2]));
        await Host.CrashAsync();

        (await Region.AskAsync(Ledgers.Id("a"), new Check(Ledgers.Context("none")))).ShouldBe(none with { IsReplay = true });
        (await Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context("refused"), 1, -5))).ShouldBe(refused with { IsReplay = true });
        (await Region.AskAsync(Ledgers.Id("a"), new EnterAll(Ledgers.Context("accepted"), [1, 2]))).ShouldBe(accepted with { IsReplay = true });
        (await Region.ReadAsync(Ledgers.Id("a"))).State.Numbers.ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_key_that_comes_with_another_request_is_refused_and_has_no_effect_also_after_a_crash()
    {
        var (one, other) = (RequestHash.Of("one"u8), RequestHash.Of("other"u8));
        var accepted = await Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context("accepted") with { RequestHash = one }, 1, 5));
        var refused = await Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context("refused") with { RequestHash = one }, 2, -50));
        for (var round = 0; round < 2; round++)
        {
            foreach (var (key, first) in new[] { ("accepted", accepted), ("refused", refused) })
            {
                var reused = await Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(key) with { RequestHash = other }, 3, 7));
                reused.Refusal.ShouldNotBeNull().Code.ShouldBe("idempotency-key-reused", $"round {round}");
                reused.Refusal.Message.ShouldContain($"'{key}'");
                (reused.IsReplay, reused.Version).ShouldBe((false, 2L));
                (await Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(key) with { RequestHash = one }, 4))).ShouldBe(first with { IsReplay = true });
                (await Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(key), 4))).ShouldBe(first with { IsReplay = true }, "what is not named is not compared");
            }

            await Host.CrashAsync();
        }

        (await Region.ReadAsync(Ledgers.Id("a"))).State.Numbers.ShouldBe([1]);
    }

    [Fact]
    public async Task A_key_of_before_requests_were_named_answers_any_request()
    {
        var first = await Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context("key"), 1));
        await Host.CrashAsync();

        (await Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context("key") with { RequestHash = RequestHash.Of("x"u8) }, 2))).ShouldBe(first with { IsReplay = true });
    }

    [Theory]
    [InlineData("")]
    [InlineData("ABCDEF0123456789ABCDEF0123456789")]
    [InlineData("0123456789abcdef0123456789abcde")]
    public async Task A_request_hash_of_another_form_is_an_error_of_the_caller(string hash) =>
        (await Should.ThrowAsync<ArgumentException>(
            async () => await Region.AskAsync(Ledgers.Id("a"), new Check(Ledgers.Context("k") with { RequestHash = hash }))))
        .Message.ShouldContain("32 hexadecimal digits");

    [Fact]
    public async Task A_failed_command_is_not_remembered_under_its_key()
    {
        await Should.ThrowAsync<EntityFailedException>(async () => await Region.AskAsync(Ledgers.Id("a"), new Explode(Ledgers.Context("key"))));

        var reply = await Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context("key"), 1));

        reply.ShouldBe(new CommandReply(1, null, false));
    }

    [Fact]
    public async Task A_stream_with_remembered_refusals_has_versions_without_a_hole()
    {
        for (var i = 0; i < 20; i++)
        {
            await Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context($"key-{i}"), i, i % 3 == 0 ? -1_000 : 1));
        }

        (await EventsAsync("a")).Select(stored => stored.Version).ShouldBe(Enumerable.Range(1, 20).Select(version => (long)version));
        await Host.CrashAsync();
        (await Region.ReadAsync(Ledgers.Id("a"))).State.Numbers.ShouldBe(Enumerable.Range(0, 20).Where(i => i % 3 != 0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(129)]
    public async Task A_key_of_a_wrong_length_is_an_error_of_the_caller(int length) =>
        (await Should.ThrowAsync<ArgumentException>(
            async () => await Region.AskAsync(Ledgers.Id("a"), new Check(Ledgers.Context(new string('k', length))))))
        .Message.ShouldContain($"{length} characters");

    [Fact]
    public async Task A_crash_between_commands_of_many_entities_loses_none()
    {
        for (var round = 0; round < 5; round++)
        {
            var number = round;
            var replies = await Task.WhenAll(Enumerable.Range(0, 20)
                .Select(key => Region.AskAsync(Ledgers.Id($"k{key}"), new Enter(Ledgers.Context($"r{number}"), number)).AsTask()));
            replies.ShouldAllBe(reply => reply.Version == number + 1);
            await Host.CrashAsync();
        }

        for (var key = 0; key < 20; key++)
        {
            (await Region.ReadAsync(Ledgers.Id($"k{key}"))).State.Numbers.ShouldBe([0, 1, 2, 3, 4], $"k{key}");
        }
    }
}
