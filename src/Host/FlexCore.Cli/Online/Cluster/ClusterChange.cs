namespace FlexCore.Cli.Online.Cluster;

/// <summary>Something that has changed in a cluster.</summary>
/// <param name="Change">
/// <c>member</c> (a status), <c>suspicion</c>, <c>leader</c>, <c>shards</c> (an owner) or <c>serving</c> (whether the node that answers may acknowledge writes).
/// </param>
/// <param name="Node">The node that it is about, as <c>name@incarnation</c>; <see langword="null"/> for none.</param>
/// <param name="Text">What, in words.</param>
internal sealed record ClusterChange(string Change, string? Node, string Text)
{
    /// <summary>When it was seen, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The shards whose owner it is; <see langword="null"/> for other changes.</summary>
    public IReadOnlyList<int>? Shards { get; init; }
}
