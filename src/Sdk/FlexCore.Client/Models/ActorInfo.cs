namespace FlexCore.Client.Models;

/// <summary>One entity in the memory of a node.</summary>
/// <param name="Node">The node it lives on.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Key">Its key.</param>
/// <param name="Shard">Its shard.</param>
/// <param name="Phase"><c>loading</c>, <c>ready</c>, <c>rolling-back</c>, <c>backing-off</c> or <c>failed</c>.</param>
/// <param name="Mailbox">How many messages wait.</param>
public sealed record ActorInfo(string Node, string Kind, string Key, int Shard, string Phase, int Mailbox)
{
    /// <summary>Messages a second, over the last one or two seconds.</summary>
    public double MessagesPerSecond { get; init; }

    /// <summary>Messages since it came into memory.</summary>
    public long Messages { get; init; }

    /// <summary>How often it was loaded again after a failure since then.</summary>
    public int Restarts { get; init; }

    /// <summary>How long it has had no work, in seconds.</summary>
    public double IdleSeconds { get; init; }

    /// <summary>What last went wrong since it came into memory; <see langword="null"/> when nothing did.</summary>
    public string? LastFailure { get; init; }

    /// <summary>When that was, UTC.</summary>
    public DateTimeOffset? LastFailureAt { get; init; }
}
