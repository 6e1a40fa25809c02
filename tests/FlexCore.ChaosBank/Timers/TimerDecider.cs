using FlexCore.Domain;

namespace FlexCore.ChaosBank.Timers;

/// <summary>Takes firings under the newest epoch. It does not look whether a due time has fired before: to find that is the checker's affair.</summary>
public sealed class TimerDecider : IDecider<TimerState, TimerCommand, TimerEvent>
{
    /// <summary>The entity kind.</summary>
    public const string Kind = "timer";

    public TimerState Initial { get; } = new(0, []);

    public Decision<TimerEvent> Decide(TimerState state, TimerCommand command) => command switch
    {
        Fence fence when fence.Epoch < state.Epoch => Stale(state),
        Fence fence => Decision<TimerEvent>.Accept(new Fenced(fence.Epoch)),
        Fire fire when fire.Epoch != state.Epoch => Stale(state),
        Fire fire => Decision<TimerEvent>.Accept(new Fired(fire.Epoch, fire.Number)),
        _ => throw new NotSupportedException($"A timer does not know {command.GetType().Name}."),
    };

    public TimerState Evolve(TimerState state, TimerEvent @event) => @event switch
    {
        Fenced fenced => state with { Epoch = fenced.Epoch },
        Fired fired when state.Runs is [.., var last] && last.Epoch == fired.Epoch && last.To + 1 == fired.Number =>
            state with { Runs = state.Runs.SetItem(state.Runs.Count - 1, last with { To = fired.Number }) },
        Fired fired => state with { Runs = state.Runs.Add(new FiringRun(fired.Epoch, fired.Number, fired.Number)) },
        _ => throw new NotSupportedException($"A timer does not know {@event.GetType().Name}."),
    };

    private static Decision<TimerEvent> Stale(TimerState state) => Decision<TimerEvent>.Refuse("stale", $"Epoch {state.Epoch} has begun.");
}
