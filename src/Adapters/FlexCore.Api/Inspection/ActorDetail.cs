using System.Text;
using System.Text.Json.Serialization;
using FlexCore.Api.V1;
using FlexCore.Application.Inspection;

namespace FlexCore.Api.Inspection;

/// <summary>One entity in full.</summary>
/// <param name="Entity">Its id.</param>
/// <param name="Node">The node that has it.</param>
/// <param name="Shard">Its shard.</param>
/// <param name="Epoch">The epoch under which the node has the shard.</param>
/// <param name="Version">The version of its last event.</param>
/// <param name="State">Its committed state; left out for an aggregate without snapshots, and when it is too large.</param>
/// <param name="StateBytes">How large its state is.</param>
/// <param name="Timer">What its timer is for; left out without a timer.</param>
/// <param name="TimerDue">When its timer is due.</param>
/// <param name="Actor">How it did in memory before it was looked at.</param>
internal sealed record ActorDetail(
    string Entity,
    string Node,
    int Shard,
    long? Epoch,
    long Version,
    [property: JsonConverter(typeof(RawJsonConverter))] string? State,
    int? StateBytes,
    string? Timer,
    DateTimeOffset? TimerDue,
    ActorInfo? Actor)
{
    /// <summary>The largest state that is shown.</summary>
    public const int StateBytesMax = 1024 * 1024;

    /// <summary>Shows an entity.</summary>
    /// <param name="node">The node that has it.</param>
    /// <param name="detail">The entity.</param>
    public static ActorDetail Of(string node, EntityDetail detail) => new(
        detail.Id.StreamId,
        node,
        detail.Shard,
        detail.Epoch,
        detail.Version,
        detail.State is { Length: <= StateBytesMax } state ? Encoding.UTF8.GetString(state.Span) : null,
        detail.State?.Length,
        detail.Timer,
        detail.TimerDue,
        detail.Resident is { } resident ? ActorInfo.Of(node, resident) : null);
}
