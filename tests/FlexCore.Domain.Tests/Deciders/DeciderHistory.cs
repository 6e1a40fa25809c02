namespace FlexCore.Domain.Tests.Deciders;

/// <summary>Runs commands through a decider as an entity would, one after the other.</summary>
internal static class DeciderHistory
{
    public static IReadOnlyList<DeciderStep<TState, TCommand, TEvent>> Run<TState, TCommand, TEvent>(
        IDecider<TState, TCommand, TEvent> decider, IEnumerable<TCommand> commands)
        where TCommand : ICommand
    {
        var steps = new List<DeciderStep<TState, TCommand, TEvent>>();
        var state = decider.Initial;
        foreach (var command in commands)
        {
            var decision = decider.Decide(state, command);
            var after = Fold(decider, state, decision.Events);
            steps.Add(new(state, command, decision, after));
            state = after;
        }

        return steps;
    }

    public static TState Fold<TState, TCommand, TEvent>(IDecider<TState, TCommand, TEvent> decider, TState state, IEnumerable<TEvent> events)
        where TCommand : ICommand =>
        events.Aggregate(state, decider.Evolve);
}
