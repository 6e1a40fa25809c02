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
    private readonly EntityIdCache _streams = new();
    private byte[] _bytes = new byte[1_024];
    private int _taken;
    private EventMetadata? _metadata;

    /// <exception cref="CorruptEventException">The row does not match its checksum.</exception>
    public StoredEvent Read(NpgsqlDataReader reader)
    {
        _taken = 0;

        // In the order of the columns: the driver looks for each from where it stands, and going back costs it the way from the first.
        var shard = reader.GetInt32(0);
        var offset = reader.GetInt64(1);
        var stream = Bytes(reader, 2);
        var version = reader.GetInt64(3);
        var id = reader.GetGuid(4);
        Span<byte> idBytes = stackalloc byte[16];
        id.TryWriteBytes(idBytes, bigEndian: true, out _);
        var type = Bytes(reader, 5);
        var schemaVersion = reader.GetInt32(6);
        var ticks = reader.GetInt64(7);
        var principal = Bytes(reader, 8);
        var correlation = Bytes(reader, 9);
        var causation = Bytes(reader, 10);
        var key = BytesOrNone(reader, 11);
        var payload = reader.GetFieldValue<byte[]>(12);
        var checksum = reader.GetInt64(13);
        var row = new EventRow
        {
            Seq = offset, Shard = shard, Offset = offset, Stream = stream, Version = version, Id = idBytes, Type = type, SchemaVersion = schemaVersion, TimeTicks = ticks,
            Principal = principal, Correlation = correlation, Causation = causation, IdempotencyKey = key, Payload = payload, Trace = BytesOrNone(reader, 14),
        };
        if (row.ComputeChecksum() != checksum)
        {
            throw new CorruptEventException(Encoding.UTF8.GetString(row.Stream), row.Version, $"the row at offset {row.Offset} of shard {row.Shard} does not match its checksum");
        }

        return new StoredEvent
        {
            Id = id,
            Stream = _streams.Get(row.Stream),
            Version = row.Version,
            Shard = row.Shard,
            Offset = row.Offset,
            Type = _types.Get(row.Type),
            SchemaVersion = row.SchemaVersion,
            Metadata = DecodeMetadata(row),
            Payload = payload,
        };
    }

    private ReadOnlySpan<byte> BytesOrNone(NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? default : Bytes(reader, ordinal);

    // An array for each text of each row would be most of what a read allocates. A larger array leaves what was taken from the smaller one where it is.
    private ReadOnlySpan<byte> Bytes(NpgsqlDataReader reader, int ordinal)
    {
        var length = (int)reader.GetBytes(ordinal, 0, null, 0, 0);
        if (_bytes.Length - _taken < length)
        {
            (_bytes, _taken) = (new byte[Math.Max(_bytes.Length * 2, length)], 0);
        }

        var taken = _bytes.AsSpan(_taken, length);
        reader.GetBytes(ordinal, 0, _bytes, _taken, length);
        _taken += length;
        return taken;
    }

    private static TraceParent? DecodeTrace(in EventRow row)
    {
        if (row.Trace.IsEmpty)
        {
            return null;
        }

        return TraceParent.TryRead(row.Trace, out var trace)
            ? trace
            : throw new CorruptEventException(Encoding.UTF8.GetString(row.Stream), row.Version, $"its {row.Trace.Length} bytes of trace are no trace context");
    }

    // The events of one append share their metadata; so do their decoded forms.
    private EventMetadata DecodeMetadata(in EventRow row)
    {
        var principal = _principals.Get(row.Principal);
        var correlation = _correlations.Get(row.Correlation);
        var causation = _correlations.Get(row.Causation);
        var key = row.IdempotencyKey.IsEmpty ? null : Encoding.UTF8.GetString(row.IdempotencyKey);
        var trace = DecodeTrace(row);
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
