using FlexCore.Application.Messaging;
using FlexCore.Application.Messaging.Pipeline;
using FlexCore.Application.Nodes;
using FlexCore.Domain;

namespace FlexCore.Application.Tests.Messaging;

/// <summary>The same command under the same key: one effect, one answer.</summary>
public sealed class IdempotencyTests : IDisposable
{
    private readonly BusBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task The_same_key_again_gets_the_same_answer_and_runs_nothing()
    {
        var first = await _bench.Commands.SendAsync(BusBench.Keyed("k"), new MoveBeans("a", 3));
        var again = await _bench.Commands.SendAsync(BusBench.Keyed("k"), new MoveBeans("a", 3));

        (again.Required, again.Token, again.CommandId).ShouldBe((first.Required, first.Token, "k"));
        (first.IsReplay, again.IsReplay, _bench.Handled).ShouldBe((false, true, 1));
    }

    [Fact]
    public async Task Blanks_and_the_order_of_members_do_not_make_another_request()
    {
        await _bench.Commands.SendAsync(BusBench.Keyed("k"), "jars.move", BusBench.Json("""{"to":"a","beans":3}"""));
        var again = await _bench.Commands.SendAsync(BusBench.Keyed("k"), "jars.move", BusBench.Json("""{ "beans": 3, "to": "a", "from": null }"""));

        again.IsReplay.ShouldBeTrue();
    }

    [Fact]
    public async Task The_same_key_with_another_request_is_refused_also_after_a_crash()
    {
        await _bench.Commands.SendAsync(BusBench.Keyed("k"), new MoveBeans("a", 3));
        var other = await _bench.Commands.SendAsync(BusBench.Keyed("k"), new MoveBeans("a", 4));

        other.Refusal.ShouldNotBeNull().Code.ShouldBe("idempotency-key-reused");
        (await _bench.BeansAsync("a")).ShouldBe(3);
        var hashes = _bench.Jars.Commands.Select(command => command.Context.RequestHash).Distinct();
        hashes.ShouldHaveSingleItem().ShouldNotBeNull().Length.ShouldBe(32, "the entity gets the hash too, and refuses by it when the bus has forgotten");
    }

    [Fact]
    public async Task Another_principal_s_same_key_is_another_key()
    {
        await _bench.Commands.SendAsync(BusBench.Keyed("k"), new MoveBeans("a", 3));
        var other = await _bench.Commands.SendAsync(BusBench.Keyed("k") with { Security = new SecurityContext(TenantId.Default, "service:x") }, new MoveBeans("b", 3));

        (other.IsReplay, other.Required.Jar).ShouldBe((false, "b"));
    }

    [Fact]
    public async Task Two_at_once_are_one_command()
    {
        var gate = new TaskCompletionSource();
        _bench.Handle = async (move, transaction) =>
        {
            await gate.Task;
            return await _bench.MoveAsync(move, transaction);
        };
        var both = Enumerable.Range(0, 2).Select(_ => _bench.Commands.SendAsync(BusBench.Keyed("k"), new MoveBeans("a", 3))).ToArray();
        gate.SetResult();
        var answers = await Task.WhenAll(both);

        answers.Select(answer => answer.Required).Distinct().ShouldHaveSingleItem();
        _bench.Handled.ShouldBe(1);
        (await _bench.BeansAsync("a")).ShouldBe(3);
    }

    [Fact]
    public async Task A_fault_is_not_remembered_and_those_who_waited_get_it_too()
    {
        var gate = new TaskCompletionSource<NodeReply<JarView>>();
        _bench.Handle = (_, _) => gate.Task;
        var both = Enumerable.Range(0, 2).Select(_ => _bench.Commands.SendAsync(BusBench.Keyed("k"), new MoveBeans("a", 3))).ToArray();
        gate.SetException(new TimeoutException("late"));
        await Should.ThrowAsync<TimeoutException>(both[0]);
        await Should.ThrowAsync<TimeoutException>(both[1]);

        _bench.Handle = _bench.MoveAsync;
        (await _bench.Commands.SendAsync(BusBench.Keyed("k"), new MoveBeans("a", 3))).IsReplay.ShouldBeFalse();
    }

    [Fact]
    public async Task A_refusal_that_changed_nothing_may_become_an_acceptance()
    {
        (await _bench.Commands.SendAsync(BusBench.Keyed("k"), new MoveBeans("b", 3, From: "a"))).Refusal.ShouldNotBeNull();
        await _bench.Commands.SendAsync(BusBench.Call, new MoveBeans("a", 3));

        (await _bench.Commands.SendAsync(BusBench.Keyed("k"), new MoveBeans("b", 3, From: "a"))).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task An_answer_that_was_forgotten_is_found_again_with_the_entities()
    {
        using var small = new BusBench(_bench, new MessagingOptions { AnswersMax = 1 });
        await small.Commands.SendAsync(BusBench.Keyed("k"), new MoveBeans("a", 3));
        await small.Commands.SendAsync(BusBench.Keyed("other"), new MoveBeans("b", 3));
        var again = await small.Commands.SendAsync(BusBench.Keyed("k"), new MoveBeans("a", 3));

        again.Required.Version.ShouldBe(1);
        again.Effects.ShouldHaveSingleItem().IsReplay.ShouldBeTrue("the handler ran again, and the entity knew the key");
        (await small.BeansAsync("a")).ShouldBe(3);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789x")]
    public async Task A_key_that_breaks_its_rule_is_refused(string key) =>
        (await _bench.Commands.SendAsync(BusBench.Keyed(key), new MoveBeans("a", 3))).Refusal.ShouldNotBeNull().Code.ShouldBe("bad-idempotency-key");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void The_memory_keeps_the_newest_answers_and_no_more(int capacity)
    {
        var memory = new AnswerMemory(capacity);
        for (var key = 0; key < 10; key++)
        {
            memory.Leave(memory.Enter(new AnswerKey(SecurityContext.Development, $"{key}"), "h", out _), isKept: true);
        }

        memory.Count.ShouldBe(capacity);
        memory.Enter(new AnswerKey(SecurityContext.Development, "9"), "h", out var isFirst);
        isFirst.ShouldBe(capacity == 0);
    }

    // The specification: whatever is sent again, in whatever order, over however many crashes, with a memory of any size, the jars hold what each key asked for once.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(20261128)]
    public async Task Any_order_of_retries_and_crashes_has_each_effect_once(int seed)
    {
        var random = new Random(seed);
        using var first = new BusBench();
        var bench = first;
        var orders = Enumerable.Range(0, 30).Select(number => (Key: $"key-{number}", Move: new MoveBeans($"jar-{random.Next(4)}", random.Next(1, 9), number % 3 == 0 ? $"jar-{random.Next(4)}" : null))).ToArray();
        foreach (var jar in Enumerable.Range(0, 4))
        {
            await bench.Commands.SendAsync(BusBench.Keyed($"fill-{jar}"), new MoveBeans($"jar-{jar}", 1_000));
        }

        var answers = new Dictionary<string, JarView>();
        for (var step = 0; step < 200; step++)
        {
            var (key, move) = orders[random.Next(orders.Length)];
            var breaks = random.Next(6) == 0 ? random.Next(2) : -1;
            bench.Jars.Fault = _ => breaks-- == 0 ? new TimeoutException("cut") : null;
            if (random.Next(10) == 0)
            {
                bench = new BusBench(bench, new MessagingOptions { AnswersMax = random.Next(5) });
            }

            try
            {
                var answer = await bench.Commands.SendAsync(BusBench.Keyed(key), move);
                if (!answers.TryAdd(key, answer.Required))
                {
                    answer.Required.ShouldBe(answers[key], $"seed {seed}, step {step}: {key} had another answer before");
                }
            }
            catch (Exception cut) when (cut is TimeoutException or CommandFailedException)
            {
                // The sender does not know, and will ask again.
            }
        }

        bench.Jars.Fault = _ => null;
        foreach (var (key, move) in orders)
        {
            (await bench.Commands.SendAsync(BusBench.Keyed(key), move)).Refusal.ShouldBeNull($"seed {seed}: {key}");
        }

        foreach (var jar in Enumerable.Range(0, 4).Select(number => $"jar-{number}"))
        {
            var expected = 1_000 + orders.Sum(order => (order.Move.To == jar ? order.Move.Beans : 0) - (order.Move.From == jar ? order.Move.Beans : 0));
            (await bench.BeansAsync(jar)).ShouldBe(expected, $"seed {seed}: {jar}");
        }
    }
}
