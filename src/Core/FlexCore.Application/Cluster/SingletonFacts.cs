namespace FlexCore.Application.Cluster;

/// <summary>A component that runs on one node of the cluster, or the leader.</summary>
/// <param name="Name">Its name; <c>leader</c> for the leader.</param>
/// <param name="Owner">Who runs it, or ran it last.</param>
/// <param name="Epoch">The holder's epoch.</param>
/// <param name="Since">When the holder took it.</param>
/// <param name="IsHeld">Whether somebody runs it now.</param>
public sealed record SingletonFacts(string Name, string Owner, long Epoch, DateTimeOffset Since, bool IsHeld)
{
    /// <summary>When it last did something, as far as the node that runs it has told; <see langword="null"/> when it has not since it was taken.</summary>
    public DateTimeOffset? LastFiring { get; init; }

    /// <summary>How often it did something since it was taken.</summary>
    public long Firings { get; init; }

    /// <summary>What it last did, in a few words; <see langword="null"/> when there is nothing to tell.</summary>
    public string? Report { get; init; }

    /// <summary>Why what it last did failed, or <see langword="null"/>.</summary>
    public string? Error { get; init; }
}
