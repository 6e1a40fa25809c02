using FlexCore.Domain;

namespace FlexCore.Application.Journal;

/// <summary>One atomic append to one stream.</summary>
/// <param name="Stream">The entity whose stream grows.</param>
/// <param name="Lease">The writer's lease on the stream's shard.</param>
/// <param name="ExpectedVersion">The version of the last event the writer knows; 0 for a new stream.</param>
/// <param name="Events">1 to <see cref="EventCountMax"/> events; they become versions <c>ExpectedVersion + 1 …</c>.</param>
/// <param name="Metadata">Shared by all events of the append.</param>
public sealed record AppendRequest(
    EntityId Stream,
    ShardLease Lease,
    long ExpectedVersion,
    IReadOnlyList<NewEvent> Events,
    EventMetadata Metadata)
{
    /// <summary>The most events in one append.</summary>
    public const int EventCountMax = 10_000;

    /// <summary>The most bytes in one payload: 16 MiB.</summary>
    public const int PayloadBytesMax = 16 * 1024 * 1024;

    /// <summary>The most characters in an event's type name.</summary>
    public const int TypeLengthMax = 200;

    /// <summary>The most characters in each text of the metadata.</summary>
    public const int MetadataTextLengthMax = 1_000;

    /// <summary>Refuses a malformed request; every journal calls this before it looks at its own state.</summary>
    /// <param name="shardCount">The store's number of shards.</param>
    /// <exception cref="ArgumentException">A member breaks its limit; the message names it, its value and the limit.</exception>
    public void Validate(int shardCount)
    {
        ArgumentNullException.ThrowIfNull(Stream);
        ArgumentNullException.ThrowIfNull(Lease);
        ArgumentNullException.ThrowIfNull(Events);
        ArgumentNullException.ThrowIfNull(Metadata);
        var count = Events.Count;
        if (count is 0 or > EventCountMax)
        {
            throw Malformed($"has {count} events; send 1 to {EventCountMax}");
        }

        if (ExpectedVersion < 0)
        {
            throw Malformed($"expects version {ExpectedVersion}; the version of a new stream is 0");
        }

        var shard = Stream.ShardOf(shardCount);
        if (Lease.Shard != shard)
        {
            throw Malformed($"brings the lease of shard {Lease.Shard}, but the stream lives in shard {shard} of {shardCount}");
        }

        for (var i = 0; i < count; i++)
        {
            ValidateEvent(i, Events[i]);
        }

        ValidateText("principal", Metadata.Principal);
        ValidateText("correlation id", Metadata.CorrelationId);
        ValidateText("causation id", Metadata.CausationId);
        if (Metadata.IdempotencyKey is { } key)
        {
            ValidateText("idempotency key", key);
        }
    }

    private void ValidateEvent(int index, in NewEvent candidate)
    {
        if (candidate.Payload.Length > PayloadBytesMax)
        {
            throw Malformed($"has {candidate.Payload.Length} payload bytes in event {index + 1}; the limit is {PayloadBytesMax}");
        }

        if (string.IsNullOrEmpty(candidate.Type) || candidate.Type.Length > TypeLengthMax)
        {
            throw Malformed($"names event {index + 1} '{candidate.Type}'; a type name has 1 to {TypeLengthMax} characters");
        }

        if (candidate.SchemaVersion < 1)
        {
            throw Malformed($"gives event {index + 1} schema version {candidate.SchemaVersion}; they begin at 1");
        }
    }

    private void ValidateText(string field, string? value)
    {
        if (string.IsNullOrEmpty(value) || value.Length > MetadataTextLengthMax)
        {
            throw Malformed($"has a {field} of {value?.Length ?? 0} characters; send 1 to {MetadataTextLengthMax}");
        }
    }

    private ArgumentException Malformed(string what) => new($"The append to '{Stream}' {what}.");
}
