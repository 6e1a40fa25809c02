using FlexCore.Actors.Entities;
using FlexCore.Application.Entities;
using FlexCore.Conformance.Entities;
using FlexCore.Domain;
using FlexCore.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Actors.Tests.Entities;

/// <summary>The timers of a region by themselves. The clock fires on the test's thread and the sends complete at once, so every step is exact.</summary>
public sealed class EntityTimersTests : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly ManualClock _clock = new();
    private readonly List<string> _sent = [];
    private readonly EntityTimers<LedgerCommand> _timers;
    private Func<Task>? _hold;
    private Func<CommandReply> _reply = () => new CommandReply(1, null, false);

    public EntityTimersTests() => _timers = new EntityTimers<LedgerCommand>(_clock, RetryAfter, Send, new EntityLog(NullLogger.Instance));

    public void Dispose() => _timers.Dispose();

    [Fact]
    public void A_timer_in_the_past_is_sent_at_once_and_only_once()
    {
        Set("a", -10);
        _clock.Advance(TimeSpan.Zero);
        _clock.Advance(TimeSpan.FromDays(1));

        _sent.ShouldBe(["a"]);
        _timers.Count.ShouldBe(0);
    }

    [Fact]
    public void A_new_timer_of_an_entity_replaces_the_old_one()
    {
        Set("a", 10);
        Set("a", 20);
        _timers.Count.ShouldBe(1);

        _clock.Advance(TimeSpan.FromSeconds(19));
        _sent.ShouldBeEmpty();
        _clock.Advance(TimeSpan.FromSeconds(1));

        _sent.ShouldBe(["a"]);
    }

    [Fact]
    public void A_timer_can_be_moved_forward()
    {
        Set("a", 20);
        Set("a", 3);

        _clock.Advance(TimeSpan.FromSeconds(3));

        _sent.ShouldBe(["a"]);
    }

    [Fact]
    public void Without_a_timer_the_clock_is_not_armed()
    {
        _clock.ArmedTimerCount.ShouldBe(0);
        Set("a", 10);
        Set("b", 20);
        _clock.ArmedTimerCount.ShouldBe(1);

        _timers.Set(Ledgers.Id("a"), null);
        _timers.Set(Ledgers.Id("b"), null);

        _clock.ArmedTimerCount.ShouldBe(0);
        _timers.Count.ShouldBe(0);
    }

    [Fact]
    public void A_wait_longer_than_a_clock_allows_ends_at_its_own_instant()
    {
        Set("a", (int)TimeSpan.FromDays(100).TotalSeconds);

        _clock.Advance(TimeSpan.FromDays(100) - TimeSpan.FromSeconds(1));
        _sent.ShouldBeEmpty();
        _clock.Advance(TimeSpan.FromSeconds(1));

        _sent.ShouldBe(["a"]);
    }

    [Theory]
    [InlineData("overloaded")]
    [InlineData("stopping")]
    public void A_region_that_had_no_room_is_asked_again_after_a_pause(string code)
    {
        _reply = () => new CommandReply(0, new Refusal(code, "later"), false);
        Set("a", 1);
        _clock.Advance(TimeSpan.FromSeconds(1));
        _reply = () => new CommandReply(1, null, false);
        _clock.Advance(RetryAfter - TimeSpan.FromTicks(1));
        _sent.ShouldBe(["a"]);

        _clock.Advance(TimeSpan.FromTicks(1));

        _sent.ShouldBe(["a", "a"]);
        _timers.Count.ShouldBe(0);
    }

    [Fact]
    public void A_refusal_by_the_entity_is_an_answer_and_not_sent_again()
    {
        _reply = () => new CommandReply(1, new Refusal("poor", "no"), false);
        Set("a", 1);

        _clock.Advance(TimeSpan.FromDays(1));

        _sent.ShouldBe(["a"]);
    }

    [Fact]
    public void A_send_that_fails_is_repeated_until_it_arrives()
    {
        _reply = () => throw new InvalidOperationException("the journal is away");
        Set("a", 1);
        _clock.Advance(TimeSpan.FromSeconds(1) + (3 * RetryAfter));
        _sent.Count.ShouldBe(4);

        _reply = () => new CommandReply(1, null, false);
        _clock.Advance(TimeSpan.FromDays(1));

        _sent.Count.ShouldBe(5);
    }

    [Fact]
    public void A_newer_timer_goes_before_the_repetition_of_an_older_one()
    {
        _reply = () =>
        {
            Set("a", 60);
            throw new InvalidOperationException("the journal is away");
        };
        Set("a", 1);
        _clock.Advance(TimeSpan.FromSeconds(1));
        _reply = () => new CommandReply(1, null, false);

        _clock.Advance(RetryAfter * 2);
        _sent.ShouldBe(["a"]);
        _clock.Advance(TimeSpan.FromSeconds(60));

        _sent.ShouldBe(["a", "a"]);
    }

    [Fact]
    public void A_timer_that_is_asked_for_again_while_its_command_is_under_way_is_sent_once()
    {
        var answer = new TaskCompletionSource();
        _hold = () => answer.Task;
        var due = Set("a", 1);
        _clock.Advance(TimeSpan.FromSeconds(1));

        // What an entity that had left memory does when it is loaded for the command.
        SetAt("a", due);
        _clock.Advance(TimeSpan.FromSeconds(1));

        _sent.ShouldBe(["a"]);
        answer.SetResult();
        _clock.Advance(TimeSpan.FromDays(1));
        _sent.ShouldBe(["a"]);
        _timers.Count.ShouldBe(0);
    }

    [Fact]
    public void An_entity_that_moved_on_and_came_back_while_the_command_is_under_way_is_sent_a_new_one()
    {
        var answer = new TaskCompletionSource();
        _hold = () => answer.Task;
        var due = Set("a", 1);
        _clock.Advance(TimeSpan.FromSeconds(1));

        _timers.Set(Ledgers.Id("a"), null);
        SetAt("a", due);
        _clock.Advance(TimeSpan.Zero);

        _sent.ShouldBe(["a", "a"]);
        answer.SetResult();
    }

    [Fact]
    public void A_command_under_way_that_fails_is_repeated_although_its_timer_was_asked_for_meanwhile()
    {
        var answer = new TaskCompletionSource();
        _hold = () => answer.Task;
        var due = Set("a", 1);
        _clock.Advance(TimeSpan.FromSeconds(1));
        SetAt("a", due);
        answer.SetException(new InvalidOperationException("the journal is away"));
        _hold = null;

        _clock.Advance(RetryAfter);

        _sent.ShouldBe(["a", "a"]);
        _timers.Count.ShouldBe(0);
    }

    [Fact]
    public void One_entity_that_fails_does_not_hold_up_the_others()
    {
        _reply = () => _sent[^1] == "a" ? throw new InvalidOperationException("only a") : new CommandReply(1, null, false);
        Set("a", 1);
        Set("b", 1);
        Set("c", 2);

        _clock.Advance(TimeSpan.FromSeconds(2));

        _sent.Order().ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public void After_its_end_nothing_is_sent_and_nothing_is_taken()
    {
        Set("a", 1);
        _timers.Dispose();
        Set("b", 1);

        _clock.Advance(TimeSpan.FromDays(1));

        _sent.ShouldBeEmpty();
        _timers.Count.ShouldBe(0);
        _clock.ArmedTimerCount.ShouldBe(0);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(31415)]
    public void Any_mix_of_setting_stopping_and_waiting_sends_what_a_list_would(int seed)
    {
        var random = new Random(seed);
        var model = new Dictionary<string, int>();
        var now = 0;
        for (var step = 0; step < 500; step++)
        {
            var key = $"e{random.Next(8)}";
            switch (random.Next(4))
            {
                case 0:
                    _timers.Set(Ledgers.Id(key), null);
                    model.Remove(key);
                    break;
                case 1:
                    var by = random.Next(1, 15);
                    now += by;
                    _sent.Clear();
                    _clock.Advance(TimeSpan.FromSeconds(by));
                    var due = model.Where(pair => pair.Value <= now).Select(pair => pair.Key).Order().ToArray();
                    _sent.Order().ToArray().ShouldBe(due, $"seed {seed}, step {step}");
                    due.ToList().ForEach(sent => model.Remove(sent));
                    break;
                default:
                    var seconds = random.Next(1, 40);
                    Set(key, seconds);
                    model[key] = now + seconds;
                    break;
            }

            _timers.Count.ShouldBe(model.Count, $"seed {seed}, step {step}");
            _clock.ArmedTimerCount.ShouldBe(model.Count == 0 ? 0 : 1, $"seed {seed}, step {step}");
        }
    }

    private DateTimeOffset Set(string key, int seconds) => SetAt(key, _clock.GetUtcNow().AddSeconds(seconds));

    private DateTimeOffset SetAt(string key, DateTimeOffset due)
    {
        _timers.Set(Ledgers.Id(key), new EntityTimer<LedgerCommand>("wait", due, _ => new Enter(Ledgers.Context(), 1)));
        return due;
    }

    private async ValueTask<CommandReply> Send(EntityId id, LedgerCommand command)
    {
        _sent.Add(id.Key);
        if (_hold is { } hold)
        {
            await hold();
        }

        return _reply();
    }
}
