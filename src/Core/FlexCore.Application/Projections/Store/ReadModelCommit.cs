using FlexCore.Application.Journal;

namespace FlexCore.Application.Projections.Store;

/// <summary>The effect of some events and how far they reach, stored in one transaction.</summary>
/// <param name="Generation">The generation.</param>
/// <param name="Fences">The leases under which the work was done: each must still be the shard's newest.</param>
/// <param name="Moves">How far the generation comes.</param>
/// <param name="Changes">The documents, each once.</param>
public sealed record ReadModelCommit(long Generation, IReadOnlyList<ShardLease> Fences, IReadOnlyList<ShardMove> Moves, IReadOnlyList<ReadModelChange> Changes)
{
    /// <summary>Whether this and everything before it must survive a crash of the store when the commit is answered. Others may be lost together with their places, and are done again.</summary>
    public bool IsSettled { get; init; }

    /// <summary>Events that are put aside. One that is there already is replaced.</summary>
    public IReadOnlyList<ParkedEvent> Parked { get; init; } = [];

    /// <summary>Places (shard and offset) of parked events that have had their effect now, or are given up.</summary>
    public IReadOnlyList<(int Shard, long Offset)> Released { get; init; } = [];
}
