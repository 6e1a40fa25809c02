using System.Diagnostics.CodeAnalysis;

namespace FlexCore.Persistence.PostgreSql.Writing;

/// <summary>The shards that one writer knows, within a bound on remembered stream versions. Used by that writer alone.</summary>
internal sealed class KnownShards
{
    /// <summary>How many stream versions are remembered, at most; beyond it all are forgotten and read again when needed.</summary>
    public const int HeadCountMax = 65_536;

    private readonly Dictionary<int, ShardState> _shards = [];

    public bool TryGet(int shard, [MaybeNullWhen(false)] out ShardState state) => _shards.TryGetValue(shard, out state);

    public ShardState this[int shard] => _shards[shard];

    public void Learn(int shard, ShardState state) => _shards[shard] = state;

    public void Forget(int shard) => _shards.Remove(shard);

    public void ForgetAll() => _shards.Clear();

    /// <summary>Keeps the bound. Between two commits only.</summary>
    public void Trim()
    {
        if (_shards.Values.Sum(static shard => (long)shard.HeadCount) <= HeadCountMax)
        {
            return;
        }

        foreach (var shard in _shards.Values)
        {
            shard.ForgetHeads();
        }
    }
}
