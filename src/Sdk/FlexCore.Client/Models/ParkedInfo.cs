namespace FlexCore.Client.Models;

/// <summary>An event that a projection cannot take, or that waits behind one.</summary>
/// <param name="Place">Where it is: <c>shard:offset</c>.</param>
/// <param name="Group">What waits together.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Version">Its version there.</param>
/// <param name="Type">Its type.</param>
/// <param name="Reason">What the projection said; empty for an event that waits behind another.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="ParkedAt">Since when, UTC.</param>
public sealed record ParkedInfo(string Place, string Group, string Stream, long Version, string Type, string Reason, int Attempts, DateTimeOffset ParkedAt)
{
    /// <summary>When it is tried again by itself.</summary>
    public DateTimeOffset? RetryAt { get; init; }
}
