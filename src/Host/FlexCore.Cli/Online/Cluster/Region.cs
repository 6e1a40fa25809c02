namespace FlexCore.Cli.Online.Cluster;

/// <summary>What a node has of the shards.</summary>
/// <param name="Node">The node as <c>name@incarnation</c>; <see langword="null"/> for the shards that nobody owns.</param>
/// <param name="Status">Its status; <see langword="null"/> for a node that is no member any more.</param>
/// <param name="Owned">How many shards it owns.</param>
/// <param name="Assigned">How many it is to own.</param>
/// <param name="Coming">How many of those it does not own yet.</param>
/// <param name="Going">How many it owns that others are to own.</param>
internal sealed record Region(string? Node, string? Status, int Owned, int Assigned, int Coming, int Going);
