using FlexCore.Domain;

namespace FlexCore.Persistence.PostgreSql.Writing;

/// <summary>What a writer knows of one shard while it is owned under one epoch. Used by that writer alone.</summary>
/// <remarks>
/// True as long as the epoch is the shard's: then nobody else can have appended. Whenever that is in doubt (fenced, a failed or unknown commit) the whole
/// object is thrown away and read again.
/// </remarks>
internal sealed class ShardState(long epoch, long offset)
{
    private readonly Dictionary<EntityId, long> _heads = [];

    public long Epoch { get; } = epoch;

    /// <summary>The offset of the newest event, committed or about to be.</summary>
    public long Offset { get; private set; } = offset;

    /// <summary>How many streams' versions are known.</summary>
    public int HeadCount => _heads.Count;

    public bool Knows(EntityId stream) => _heads.ContainsKey(stream);

    /// <summary>The stream's newest version, committed or about to be.</summary>
    public long VersionOf(EntityId stream) => _heads[stream];

    public void Learn(EntityId stream, long version) => _heads[stream] = version;

    /// <summary>Counts events that are about to be appended.</summary>
    public void Append(EntityId stream, int events)
    {
        _heads[stream] += events;
        Offset += events;
    }

    public void ForgetHeads() => _heads.Clear();
}
