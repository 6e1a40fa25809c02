namespace FlexCore.Application.Inspection;

/// <summary>The entities of one kind in memory.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Entities">How many there are.</param>
/// <param name="Mailbox">How many messages wait for them.</param>
/// <param name="MessagesPerSecond">Messages a second of all of them.</param>
/// <param name="Stranded">How many of them cannot work: they wait for another attempt to load, or their history is contradictory.</param>
/// <param name="Shards">The shards that have any, by number.</param>
public sealed record ResidentKind(string Kind, int Entities, long Mailbox, double MessagesPerSecond, int Stranded, IReadOnlyList<ResidentShard> Shards);
