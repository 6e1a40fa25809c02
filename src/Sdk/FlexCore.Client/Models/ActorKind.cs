namespace FlexCore.Client.Models;

/// <summary>The entities of one kind in one node's memory.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Entities">How many there are.</param>
/// <param name="Mailbox">How many messages wait for them.</param>
/// <param name="MessagesPerSecond">Messages a second of all of them.</param>
/// <param name="Stranded">How many cannot work: they wait for another attempt to load, or their history is contradictory.</param>
/// <param name="Shards">The shards that have any, by number; <see langword="null"/> unless wanted.</param>
public sealed record ActorKind(string Kind, int Entities, long Mailbox, double MessagesPerSecond, int Stranded, IReadOnlyList<ActorShard>? Shards);
