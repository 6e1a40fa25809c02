namespace FlexCore.Persistence.Records;

/// <summary>The stored fields of one event as they lie in a row: texts as UTF-8, time as UTC ticks. Valid while the spans are.</summary>
public readonly ref struct EventRow
{
    /// <summary>The commit sequence number: 1, 2, 3 … over the whole store.</summary>
    public required long Seq { get; init; }

    /// <summary>The shard.</summary>
    public required int Shard { get; init; }

    /// <summary>The place in the shard.</summary>
    public required long Offset { get; init; }

    /// <summary>The stream id, UTF-8.</summary>
    public required ReadOnlySpan<byte> Stream { get; init; }

    /// <summary>The place in the stream.</summary>
    public required long Version { get; init; }

    /// <summary>The event id, 16 bytes in the order of RFC 4122.</summary>
    public required ReadOnlySpan<byte> Id { get; init; }

    /// <summary>The type name, UTF-8.</summary>
    public required ReadOnlySpan<byte> Type { get; init; }

    /// <summary>The payload's schema version.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>The command's instant, UTC, in ticks of 100 ns.</summary>
    public required long TimeTicks { get; init; }

    /// <summary>The principal, UTF-8.</summary>
    public required ReadOnlySpan<byte> Principal { get; init; }

    /// <summary>The correlation id, UTF-8.</summary>
    public required ReadOnlySpan<byte> Correlation { get; init; }

    /// <summary>The causation id, UTF-8.</summary>
    public required ReadOnlySpan<byte> Causation { get; init; }

    /// <summary>The idempotency key, UTF-8; empty when there is none.</summary>
    public required ReadOnlySpan<byte> IdempotencyKey { get; init; }

    /// <summary>The payload.</summary>
    public required ReadOnlySpan<byte> Payload { get; init; }

    /// <summary>The trace context, 25 bytes; empty when there is none, as in every row written before schema version 2.</summary>
    public ReadOnlySpan<byte> Trace { get; init; }

    /// <summary>CRC-32C over every field above. The order is part of the stored format.</summary>
    public long ComputeChecksum()
    {
        var checksum = RecordChecksum.Start();
        checksum.Add(Seq);
        checksum.Add(Shard);
        checksum.Add(Offset);
        checksum.Add(Stream);
        checksum.Add(Version);
        checksum.Add(Id);
        checksum.Add(Type);
        checksum.Add(SchemaVersion);
        checksum.Add(TimeTicks);
        checksum.Add(Principal);
        checksum.Add(Correlation);
        checksum.Add(Causation);
        checksum.Add(IdempotencyKey);
        checksum.Add(Payload);
        if (!Trace.IsEmpty)
        {
            // An absent one adds nothing, so that the rows of older stores keep the checksum they were written with.
            checksum.Add(Trace);
        }

        return checksum.Value;
    }
}
