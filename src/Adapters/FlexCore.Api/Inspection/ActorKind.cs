using FlexCore.Application.Inspection;

namespace FlexCore.Api.Inspection;

/// <summary>The entities of one kind in one node's memory.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Entities">How many there are.</param>
/// <param name="Mailbox">How many messages wait for them.</param>
/// <param name="MessagesPerSecond">Messages a second of all of them.</param>
/// <param name="Stranded">How many cannot work.</param>
/// <param name="Shards">The shards that have any, by number; left out unless wanted.</param>
internal sealed record ActorKind(string Kind, int Entities, long Mailbox, double MessagesPerSecond, int Stranded, IReadOnlyList<ResidentShard>? Shards)
{
    /// <summary>Shows a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="showsShards">Whether its shards are shown.</param>
    public static ActorKind Of(ResidentKind kind, bool showsShards) =>
        new(kind.Kind, kind.Entities, kind.Mailbox, kind.MessagesPerSecond, kind.Stranded, showsShards ? kind.Shards : null);
}
