using FlexCore.Domain;

namespace FlexCore.Application.Journal;

/// <summary>One committed event as the journal and the feed deliver it. The checksum has been verified.</summary>
public sealed class StoredEvent
{
    /// <summary>The event's unique id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The entity it belongs to.</summary>
    public required EntityId Stream { get; init; }

    /// <summary>Its place in the stream, from 1 without holes.</summary>
    public required long Version { get; init; }

    /// <summary>The stream's shard.</summary>
    public required int Shard { get; init; }

    /// <summary>Its place in the shard, from 1 without holes.</summary>
    public required long Offset { get; init; }

    /// <summary>The registered type name.</summary>
    public required string Type { get; init; }

    /// <summary>The version of the payload's shape.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>Time, principal, correlation, causation, idempotency key and trace parent.</summary>
    public required EventMetadata Metadata { get; init; }

    /// <summary>UTF-8 JSON, the same bytes that were appended. Owned by this instance.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }
}
