using System.Text.Json;

namespace FlexCore.Client.Models;

/// <summary>One entity in full.</summary>
/// <param name="Entity">Its id, <c>tenant/kind/key</c>.</param>
/// <param name="Node">The node that has it.</param>
/// <param name="Shard">Its shard.</param>
/// <param name="Version">The version of its last event.</param>
public sealed record ActorDetail(string Entity, string Node, int Shard, long Version)
{
    /// <summary>The epoch under which the node has the shard.</summary>
    public long? Epoch { get; init; }

    /// <summary>Its committed state; <see langword="null"/> for an aggregate without snapshots, and when it is larger than 1 MB.</summary>
    public JsonElement? State { get; init; }

    /// <summary>How large its state is; <see langword="null"/> for an aggregate without snapshots.</summary>
    public int? StateBytes { get; init; }

    /// <summary>What its timer is for; <see langword="null"/> without a timer.</summary>
    public string? Timer { get; init; }

    /// <summary>When its timer is due, UTC.</summary>
    public DateTimeOffset? TimerDue { get; init; }

    /// <summary>How it did in memory before it was looked at; <see langword="null"/> when it has left memory.</summary>
    public ActorInfo? Actor { get; init; }
}
