using FlexCore.Application.Inspection;

namespace FlexCore.Actors.Entities;

/// <content>What others see of the entity while it works.</content>
internal sealed partial class EntityCell<TState, TCommand, TEvent>
{
    private CellVitals _vitals;

    /// <summary>Whether it cannot work: it waits for another attempt to load, or its history is contradictory. From any thread.</summary>
    internal bool LooksStranded => IsStranded(_phase);

    /// <summary>How it does, from any thread.</summary>
    internal ResidentEntity Look(long now)
    {
        var time = _region.System.Time;
        var failure = _vitals.Failure;
        return new ResidentEntity(Id, Shard, PhaseName(_phase), Depth)
        {
            Messages = _vitals.Messages,
            MessagesPerSecond = RateAt(now),
            Restarts = _vitals.Restarts,
            Idle = time.GetElapsedTime(LastUsed, now),
            LastFailure = failure?.Message,
            LastFailureAt = failure?.At,
        };
    }

    /// <summary>Messages a second, from any thread.</summary>
    internal double RateAt(long now) => Math.Round(_vitals.RateAt(now, _region.System.Time), 1);

    /// <summary>The number an order goes by, from any thread.</summary>
    internal double Rank(ResidentOrder order, long now) => order switch
    {
        ResidentOrder.Mailbox => Depth,
        ResidentOrder.Messages => _vitals.Messages,
        ResidentOrder.Restarts => _vitals.Restarts,
        _ => RateAt(now),
    };

    private static string PhaseName(EntityPhase phase) => phase switch
    {
        EntityPhase.Ready => "ready",
        EntityPhase.RollingBack => "rolling-back",
        EntityPhase.BackingOff => "backing-off",
        EntityPhase.Failed => "failed",
        _ => "loading",
    };
}
