using System.Text;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.Records;
using FlexCore.Persistence.Sqlite.Database;

namespace FlexCore.Persistence.Sqlite.Tables;

/// <summary>Reads a range of the event table in seq order and verifies every row it decodes. Used by one thread at a time.</summary>
internal sealed class EventScanner(SqliteDatabase database)
{
    private readonly SqliteStatement _range = database.Prepare("""
        SELECT seq, shard, shard_offset, stream, version, id, type, schema_version, time_ticks,
          principal, correlation, causation, idempotency_key, payload, checksum, trace
        FROM event WHERE seq BETWEEN ?1 AND ?2
        """);

    private readonly EntityIdCache _streams = new();
    private readonly TextCache _types = new();
    private readonly TextCache _principals = new();
    private readonly TextCache _correlations = new();
    private EventMetadata? _metadata;

    public long Seq => _range.Number(0);

    public int Shard => (int)_range.Number(1);

    public long Offset => _range.Number(2);

    /// <summary>Begins a scan; the previous one ends.</summary>
    public void Start(long firstSeq, long lastSeq)
    {
        _range.Reset();
        _range.Bind(1, firstSeq);
        _range.Bind(2, lastSeq);
    }

    public bool Next() => _range.Step();

    /// <summary>Ends the scan, so that it does not keep the write-ahead log from being reused.</summary>
    public void End() => _range.Reset();

    /// <summary>Verifies and decodes the current row.</summary>
    /// <param name="expected">The stream it must belong to, or <see langword="null"/> for any.</param>
    /// <exception cref="CorruptEventException">The row's checksum or stream is wrong.</exception>
    public StoredEvent Decode(EntityId? expected) => Decode(Verify(), expected);

    /// <summary>Decodes a row that <see cref="Verify"/> has passed.</summary>
    /// <param name="row">The current row.</param>
    /// <param name="expected">The stream it must belong to, or <see langword="null"/> for any.</param>
    /// <exception cref="CorruptEventException">The row belongs to another stream.</exception>
    public StoredEvent Decode(in EventRow row, EntityId? expected)
    {
        var stream = expected;
        if (stream is null)
        {
            stream = _streams.Get(row.Stream);
        }
        else if (!Ascii.Equals(row.Stream, stream.StreamId))
        {
            throw new CorruptEventException(stream.StreamId, row.Version, $"the index points to seq {row.Seq}, which belongs to '{_range.Text(3)}'");
        }

        return new StoredEvent
        {
            Id = new Guid(row.Id, bigEndian: true),
            Stream = stream,
            Version = row.Version,
            Shard = row.Shard,
            Offset = row.Offset,
            Type = _types.Get(row.Type),
            SchemaVersion = row.SchemaVersion,
            Metadata = DecodeMetadata(row),
            Payload = row.Payload.ToArray(),
        };
    }

    /// <summary>Checks the current row without decoding it.</summary>
    /// <exception cref="CorruptEventException">The row's checksum is wrong.</exception>
    public EventRow Verify()
    {
        var row = Row();
        return row.ComputeChecksum() == _range.Number(14)
            ? row
            : throw new CorruptEventException(_range.Text(3), row.Version, $"the row with seq {row.Seq} does not match its checksum");
    }

    private EventRow Row() => new()
    {
        Seq = Seq,
        Shard = Shard,
        Offset = Offset,
        Stream = _range.Bytes(3),
        Version = _range.Number(4),
        Id = _range.Bytes(5),
        Type = _range.Bytes(6),
        SchemaVersion = (int)_range.Number(7),
        TimeTicks = _range.Number(8),
        Principal = _range.Bytes(9),
        Correlation = _range.Bytes(10),
        Causation = _range.Bytes(11),
        IdempotencyKey = _range.Bytes(12),
        Payload = _range.Bytes(13),
        Trace = _range.Bytes(15),
    };

    // The events of one append share their metadata; so do their decoded forms.
    private EventMetadata DecodeMetadata(in EventRow row)
    {
        var principal = _principals.Get(row.Principal);
        var correlation = _correlations.Get(row.Correlation);
        var causation = _correlations.Get(row.Causation);
        var trace = DecodeTrace(row);
        if (_metadata is { } last
            && row.IdempotencyKey.IsEmpty
            && last.IdempotencyKey is null
            && last.TraceParent == trace
            && last.Time.Ticks == row.TimeTicks
            && ReferenceEquals(last.Principal, principal)
            && ReferenceEquals(last.CorrelationId, correlation)
            && ReferenceEquals(last.CausationId, causation))
        {
            return last;
        }

        var key = row.IdempotencyKey.IsEmpty ? null : Encoding.UTF8.GetString(row.IdempotencyKey);
        return _metadata = new EventMetadata(new DateTimeOffset(row.TimeTicks, TimeSpan.Zero), principal, correlation, causation, key) { TraceParent = trace };
    }

    private TraceParent? DecodeTrace(in EventRow row)
    {
        if (row.Trace.IsEmpty)
        {
            return null;
        }

        return TraceParent.TryRead(row.Trace, out var trace)
            ? trace
            : throw new CorruptEventException(_range.Text(3), row.Version, $"the row with seq {row.Seq} has no trace context in its {row.Trace.Length} bytes of trace");
    }
}
