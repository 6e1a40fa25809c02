namespace FlexCore.Application.Feed;

/// <summary>Which shards somebody wants of the feed. Immutable; equal when it is the same choice.</summary>
public sealed class FeedShards : IEquatable<FeedShards>
{
    private readonly HashSet<int>? _numbers;

    private FeedShards(HashSet<int>? numbers) => _numbers = numbers;

    /// <summary>Every shard, whoever writes it.</summary>
    public static FeedShards All { get; } = new(null);

    /// <summary>Whether only this process writes the shards: it knows of every event by itself, and nobody needs to be asked for news.</summary>
    public bool AreOwned => _numbers is not null;

    /// <summary>Shards that this node has the leases of. A reader who loses one must begin anew: what another node writes there may come late or not at all.</summary>
    /// <param name="shards">The shard numbers.</param>
    public static FeedShards Owned(IEnumerable<int> shards)
    {
        ArgumentNullException.ThrowIfNull(shards);
        return new FeedShards([.. shards]);
    }

    /// <summary>Whether a shard is among them.</summary>
    /// <param name="shard">The shard number.</param>
    public bool Contains(int shard) => _numbers?.Contains(shard) ?? true;

    /// <inheritdoc/>
    public bool Equals(FeedShards? other) =>
        other is not null && (_numbers is null ? other._numbers is null : other._numbers is not null && _numbers.SetEquals(other._numbers));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FeedShards);

    /// <inheritdoc/>
    public override int GetHashCode() => _numbers is null ? -1 : _numbers.Aggregate(_numbers.Count, static (hash, shard) => hash ^ HashCode.Combine(shard));
}
