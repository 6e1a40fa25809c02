namespace FlexCore.Domain.Tests.Deciders;

/// <summary>Finds every change of status that a decider really makes, by trying all commands in all states that they lead to.</summary>
internal static class Transitions
{
    /// <param name="decider">The decider.</param>
    /// <param name="alphabet">The commands to try in every state.</param>
    /// <param name="statusOf">The status shown in the diagram.</param>
    /// <param name="keyOf">What makes two states the same for this search; it must have few values.</param>
    public static IReadOnlyList<string> Explore<TState, TCommand, TEvent>(
        IDecider<TState, TCommand, TEvent> decider,
        IReadOnlyList<TCommand> alphabet,
        Func<TState, string> statusOf,
        Func<TState, object> keyOf)
        where TCommand : ICommand
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<object> { keyOf(decider.Initial) };
        var open = new Queue<TState>([decider.Initial]);
        while (open.TryDequeue(out var state))
        {
            foreach (var command in alphabet)
            {
                var next = DeciderHistory.Fold(decider, state, decider.Decide(state, command).Events);
                if (!string.Equals(statusOf(state), statusOf(next), StringComparison.Ordinal))
                {
                    found.Add($"{statusOf(state)} --> {statusOf(next)} : {command.GetType().Name}");
                }

                if (seen.Add(keyOf(next)))
                {
                    open.Enqueue(next);
                }
            }
        }

        return [.. found];
    }
}
