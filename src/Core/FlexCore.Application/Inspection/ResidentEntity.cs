using FlexCore.Domain;

namespace FlexCore.Application.Inspection;

/// <summary>One entity in memory.</summary>
/// <param name="Id">The entity.</param>
/// <param name="Shard">Its shard.</param>
/// <param name="Phase"><c>loading</c>, <c>ready</c>, <c>rolling-back</c>, <c>backing-off</c> or <c>failed</c>.</param>
/// <param name="Mailbox">How many messages wait.</param>
public sealed record ResidentEntity(EntityId Id, int Shard, string Phase, int Mailbox)
{
    /// <summary>Messages that it has begun to handle since it came into memory.</summary>
    public long Messages { get; init; }

    /// <summary>Messages a second, over the last one or two seconds.</summary>
    public double MessagesPerSecond { get; init; }

    /// <summary>How often it was loaded again after a failure since it came into memory.</summary>
    public int Restarts { get; init; }

    /// <summary>How long it has had no work.</summary>
    public TimeSpan Idle { get; init; }

    /// <summary>What last went wrong since it came into memory; <see langword="null"/> when nothing did.</summary>
    public string? LastFailure { get; init; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? LastFailureAt { get; init; }
}
