using FlexCore.Domain;

namespace FlexCore.Application.Inspection;

/// <summary>One entity in full.</summary>
/// <param name="Id">The entity.</param>
/// <param name="Version">The version of its last event.</param>
/// <param name="Shard">Its shard.</param>
public sealed record EntityDetail(EntityId Id, long Version, int Shard)
{
    /// <summary>The epoch under which this process has the shard; <see langword="null"/> when it has lost it meanwhile.</summary>
    public long? Epoch { get; init; }

    /// <summary>The committed state as it is stored in snapshots, which is JSON for the aggregates of FlexCore; <see langword="null"/> for an aggregate without snapshots.</summary>
    public ReadOnlyMemory<byte>? State { get; init; }

    /// <summary>How it does in memory; <see langword="null"/> when it has left memory meanwhile.</summary>
    public ResidentEntity? Resident { get; init; }

    /// <summary>What its timer is for; <see langword="null"/> without a timer.</summary>
    public string? Timer { get; init; }

    /// <summary>When its timer is due.</summary>
    public DateTimeOffset? TimerDue { get; init; }
}
