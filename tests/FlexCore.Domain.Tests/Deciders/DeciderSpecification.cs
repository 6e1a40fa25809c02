using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace FlexCore.Domain.Tests.Deciders;

/// <summary>What every decider promises, whatever commands it gets. FsCheck prints the seed of a failing case in its message.</summary>
public abstract partial class DeciderSpecification<TState, TCommand, TEvent>
    where TState : class
    where TCommand : ICommand
{
    protected abstract IDecider<TState, TCommand, TEvent> Decider { get; }

    /// <summary>Commands over few ids, so that they meet, with bad values among them.</summary>
    protected abstract Gen<TCommand> Commands { get; }

    /// <summary>A state's status; its enumeration names every status there is.</summary>
    protected abstract Enum StatusOf(TState state);

    /// <summary>What is wrong with a state that no history may reach, or null.</summary>
    protected abstract string? IllegalBecause(TState state);

    [Fact]
    public void No_command_sequence_reaches_an_illegal_state() => ForAnyHistory(history =>
    {
        foreach (var step in history)
        {
            IllegalBecause(step.After).ShouldBeNull($"after {step.Command}");
        }
    });

    [Fact]
    public void Folding_the_whole_history_equals_folding_it_as_it_happened() => ForAnyHistory(history =>
    {
        var events = history.SelectMany(step => step.Decision.Events).ToList();
        var live = history.Count == 0 ? Decider.Initial : history[^1].After;

        DeciderHistory.Fold(Decider, Decider.Initial, events).ShouldBe(live);
        var half = DeciderHistory.Fold(Decider, Decider.Initial, events.Take(events.Count / 2));
        DeciderHistory.Fold(Decider, half, events.Skip(events.Count / 2)).ShouldBe(live);
    });

    [Fact]
    public void A_refusal_changes_nothing_and_explains_itself() => ForAnyHistory(history =>
    {
        foreach (var step in history.Where(step => step.Decision.Refusal is not null))
        {
            step.Decision.Events.ShouldBeEmpty();
            step.After.ShouldBe(step.Before);
            KebabCase().IsMatch(step.Decision.Refusal!.Code).ShouldBeTrue($"code '{step.Decision.Refusal.Code}' of {step.Command}");
            step.Decision.Refusal.Message.ShouldEndWith(".");
            step.Decision.Refusal.Message.Length.ShouldBeLessThan(1_000, "a message must not grow with the value it complains about");
        }
    });

    [Fact]
    public void Another_tenant_changes_nothing() => ForAnyHistory(history =>
    {
        var owner = history.FirstOrDefault(step => step.Decision.Events.Count > 0)?.Command.Context.Security.Tenant;
        foreach (var step in history.Where(step => step.Command.Context.Security.Tenant != owner))
        {
            step.Decision.Events.ShouldBeEmpty($"{step.Command} is not of tenant {owner}");
        }
    });

    [Fact]
    public void Deciding_twice_gives_the_same_answer() => ForAnyHistory(history =>
    {
        foreach (var step in history)
        {
            var again = Decider.Decide(step.Before, step.Command);
            again.Events.ShouldBe(step.Decision.Events);
            again.Refusal.ShouldBe(step.Decision.Refusal);
        }
    });

    [Fact]
    public void The_generated_histories_reach_every_status()
    {
        var reached = new HashSet<Enum>();
        foreach (var commands in Commands.ListOf(60).Sample(100, new Rnd(1, 1), 100))
        {
            reached.UnionWith(DeciderHistory.Run(Decider, commands).Select(step => StatusOf(step.After)));
        }

        Enum.GetValues(StatusOf(Decider.Initial).GetType()).Cast<Enum>().Except(reached).ShouldBeEmpty("the properties would not speak about these");
    }

    private protected void ForAnyHistory(Action<IReadOnlyList<DeciderStep<TState, TCommand, TEvent>>> specification)
    {
        var histories = Arb.From(Commands.ListOf(60), Shorter);
        Prop.ForAll(histories, commands => specification(DeciderHistory.Run(Decider, commands)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    // A failing history is cut down to the commands that matter: first by halves, then one by one.
    private static IEnumerable<List<TCommand>> Shorter(List<TCommand> commands)
    {
        for (var length = commands.Count / 2; length >= 1; length /= 2)
        {
            for (var start = 0; start + length <= commands.Count; start += length)
            {
                yield return [.. commands.Take(start), .. commands.Skip(start + length)];
            }
        }
    }

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$")]
    private static partial Regex KebabCase();
}
