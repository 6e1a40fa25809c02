namespace FlexCore.Client.Models;

/// <summary>The leader, or a component that runs on one node.</summary>
/// <param name="Name"><c>leader</c>, or the component's name.</param>
/// <param name="Owner">Who runs it, or ran it last.</param>
/// <param name="Epoch">The holder's epoch.</param>
/// <param name="Since">When the holder took it.</param>
/// <param name="IsHeld">Whether somebody runs it now.</param>
public sealed record SingletonInfo(string Name, string Owner, long Epoch, DateTimeOffset Since, bool IsHeld)
{
    /// <summary>When it last did something; <see langword="null"/> when that is not known.</summary>
    public DateTimeOffset? LastFiring { get; init; }

    /// <summary>How often it did something since it was taken.</summary>
    public long Firings { get; init; }

    /// <summary>What it last did.</summary>
    public string? Report { get; init; }

    /// <summary>Why that failed, or <see langword="null"/>.</summary>
    public string? Error { get; init; }
}
