using FlexCore.Application.Inspection;

namespace FlexCore.Api.Inspection;

/// <summary>One entity in memory.</summary>
/// <param name="Node">The node it lives on.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Key">Its key.</param>
/// <param name="Shard">Its shard.</param>
/// <param name="Phase"><c>loading</c>, <c>ready</c>, <c>rolling-back</c>, <c>backing-off</c> or <c>failed</c>.</param>
/// <param name="Mailbox">How many messages wait.</param>
/// <param name="MessagesPerSecond">Messages a second, over the last one or two seconds.</param>
/// <param name="Messages">Messages since it came into memory.</param>
/// <param name="Restarts">How often it was loaded again after a failure since then.</param>
/// <param name="IdleSeconds">How long it has had no work.</param>
/// <param name="LastFailure">What last went wrong since it came into memory; left out when nothing did.</param>
/// <param name="LastFailureAt">When that was.</param>
internal sealed record ActorInfo(
    string Node,
    string Kind,
    string Key,
    int Shard,
    string Phase,
    int Mailbox,
    double MessagesPerSecond,
    long Messages,
    int Restarts,
    double IdleSeconds,
    string? LastFailure,
    DateTimeOffset? LastFailureAt)
{
    /// <summary>Shows an entity.</summary>
    /// <param name="node">The node it lives on.</param>
    /// <param name="entity">The entity.</param>
    public static ActorInfo Of(string node, ResidentEntity entity) => new(
        node,
        entity.Id.Kind,
        entity.Id.Key,
        entity.Shard,
        entity.Phase,
        entity.Mailbox,
        entity.MessagesPerSecond,
        entity.Messages,
        entity.Restarts,
        Math.Round(entity.Idle.TotalSeconds, 1),
        entity.LastFailure,
        entity.LastFailureAt);

    /// <summary>The number that an order goes by.</summary>
    /// <param name="order">The order.</param>
    public double Rank(ResidentOrder order) => order switch
    {
        ResidentOrder.Mailbox => Mailbox,
        ResidentOrder.Messages => Messages,
        ResidentOrder.Restarts => Restarts,
        _ => MessagesPerSecond,
    };
}
