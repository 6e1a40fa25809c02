using FlexCore.Domain;

namespace FlexCore.Application.Journal;

/// <summary>One atomic append to one stream.</summary>
/// <param name="Stream">The entity whose stream grows.</param>
/// <param name="Lease">The writer's lease on the stream's shard.</param>
/// <param name="ExpectedVersion">The version of the last event the writer knows; 0 for a new stream.</param>
/// <param name="Events">At least one event; they become versions <c>ExpectedVersion + 1 …</c>.</param>
/// <param name="Metadata">Shared by all events of the append.</param>
public sealed record AppendRequest(
    EntityId Stream,
    ShardLease Lease,
    long ExpectedVersion,
    IReadOnlyList<NewEvent> Events,
    EventMetadata Metadata);
