namespace FlexCore.Client.Models;

/// <summary>What is kept of a name, or of all names of a pattern.</summary>
/// <param name="Kind">What is kept: <c>topic</c>, <c>stream</c>, <c>execution</c> or <c>schedule</c>.</param>
/// <param name="Name">The name or pattern that was asked for.</param>
/// <param name="Keep"><c>forever</c>, a span such as <c>7d</c>, a number, or both as <c>7d/1000</c>.</param>
/// <param name="Source"><c>set</c>, <c>configured</c> or <c>default</c>.</param>
public sealed record RetentionInfo(string Kind, string Name, string Keep, string Source)
{
    /// <summary>The pattern of the policy that counts.</summary>
    public string? Pattern { get; init; }

    /// <summary>When it was set.</summary>
    public DateTimeOffset? SetAt { get; init; }

    /// <summary>The last version that was taken away; every one before it is gone, too.</summary>
    public long? RemovedTo { get; init; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? RemovedAt { get; init; }
}
