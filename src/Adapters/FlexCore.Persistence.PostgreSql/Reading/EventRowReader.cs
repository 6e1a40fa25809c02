using System.Text;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.Records;
using Npgsql;

namespace FlexCore.Persistence.PostgreSql.Reading;

/// <summary>Verifies and decodes rows of table event. Used by one read at a time; remembers the texts that repeat from row to row.</summary>
internal sealed class EventRowReader
{
    /// <summary>The columns it expects, in order.</summary>
    public const string Columns = """
        e.shard, e.shard_offset, e.stream, e.version, e.id, e.type, e.schema_version, e.time_ticks,
        e.principal, e.correlation, e.causation, e.idempotency_key, e.payload, e.checksum, e.trace
        """;

    private readonly TextCache _types = new();
    private readonly TextCache _principals = new();
    private readonly TextCache _correlations = new();
    private EntityId? _stream;
    private EventMetadata? _metadata;

    /// <exception cref="CorruptEventException">The row does not match its checksum.</exception>
    public StoredEvent Read(NpgsqlDataReader reader)
    {
        var stream = reader.GetString(2);
        var id = reader.GetGuid(4);
        var payload = reader.GetFieldValue<byte[]>(12);
        Span<byte> idBytes = stackalloc byte[16];
        id.TryWriteBytes(idBytes, bigEndian: true, out _);
        Span<byte> streamBytes = stackalloc byte[512];
        var row = new EventRow
        {
            Seq = reader.GetInt64(1),
            Shard = reader.GetInt32(0),
            Offset = reader.GetInt64(1),
            Stream = Utf8(stream, streamBytes),
            Version = reader.GetInt64(3),
            Id = idBytes,
            Type = reader.GetFieldValue<byte[]>(5),
            SchemaVersion = reader.GetInt32(6),
            TimeTicks = reader.GetInt64(7),
            Principal = reader.GetFieldValue<byte[]>(8),
            Correlation = reader.GetFieldValue<byte[]>(9),
            Causation = reader.GetFieldValue<byte[]>(10),
            IdempotencyKey = BytesOrNone(reader, 11),
            Payload = payload,
            Trace = BytesOrNone(reader, 14),
        };
        if (row.ComputeChecksum() != reader.GetInt64(13))
        {
            throw new CorruptEventException(stream, row.Version, $"the row at offset {row.Offset} of shard {row.Shard} does not match its checksum");
        }

        return new StoredEvent
        {
            Id = id,
            Stream = StreamOf(stream),
            Version = row.Version,
            Shard = row.Shard,
            Offset = row.Offset,
            Type = _types.Get(row.Type),
            SchemaVersion = row.SchemaVersion,
            Metadata = DecodeMetadata(row, stream),
            Payload = payload,
        };
    }

    private static ReadOnlySpan<byte> Utf8(string text, Span<byte> buffer)
    {
        var needed = Encoding.UTF8.GetMaxByteCount(text.Length);
        var utf8 = needed <= buffer.Length ? buffer : new byte[needed];
        return utf8[..Encoding.UTF8.GetBytes(text, utf8)];
    }

    private static ReadOnlySpan<byte> BytesOrNone(NpgsqlDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? default : reader.GetFieldValue<byte[]>(ordinal);

    private static TraceParent? DecodeTrace(in EventRow row, string stream)
    {
        if (row.Trace.IsEmpty)
        {
            return null;
        }

        return TraceParent.TryRead(row.Trace, out var trace)
            ? trace
            : throw new CorruptEventException(stream, row.Version, $"its {row.Trace.Length} bytes of trace are no trace context");
    }

    private EntityId StreamOf(string name) =>
        _stream is { } last && string.Equals(last.StreamId, name, StringComparison.Ordinal) ? last : _stream = EntityId.Parse(name);

    // The events of one append share their metadata; so do their decoded forms.
    private EventMetadata DecodeMetadata(in EventRow row, string stream)
    {
        var principal = _principals.Get(row.Principal);
        var correlation = _correlations.Get(row.Correlation);
        var causation = _correlations.Get(row.Causation);
        var key = row.IdempotencyKey.IsEmpty ? null : Encoding.UTF8.GetString(row.IdempotencyKey);
        var trace = DecodeTrace(row, stream);
        if (_metadata is { } last
            && last.Time.Ticks == row.TimeTicks
            && last.TraceParent == trace
            && string.Equals(last.IdempotencyKey, key, StringComparison.Ordinal)
            && ReferenceEquals(last.Principal, principal)
            && ReferenceEquals(last.CorrelationId, correlation)
            && ReferenceEquals(last.CausationId, causation))
        {
            return last;
        }

        return _metadata = new EventMetadata(new DateTimeOffset(row.TimeTicks, TimeSpan.Zero), principal, correlation, causation, key) { TraceParent = trace };
    }
}
