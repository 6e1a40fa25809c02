namespace FlexCore.Application.Retention;

/// <summary>What is kept of a name, or of all names of a pattern.</summary>
/// <param name="Kind">What is kept: <c>topic</c>, <c>stream</c>, <c>execution</c> or <c>schedule</c>.</param>
/// <param name="Name">The name or pattern that was asked for.</param>
/// <param name="Keep">What is kept; see <see cref="RetentionPolicy.Usage"/>.</param>
/// <param name="Source"><c>set</c> when somebody has set it, <c>configured</c> when it is in the configuration, <c>default</c> when nothing says otherwise.</param>
public sealed record RetentionView(string Kind, string Name, string Keep, string Source)
{
    /// <summary>The pattern of the policy that counts.</summary>
    public string? Pattern { get; init; }

    /// <summary>When it was set.</summary>
    public DateTimeOffset? SetAt { get; init; }

    /// <summary>The last version of this one that was taken away; every one before it is gone, too.</summary>
    public long? RemovedTo { get; init; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? RemovedAt { get; init; }
}
