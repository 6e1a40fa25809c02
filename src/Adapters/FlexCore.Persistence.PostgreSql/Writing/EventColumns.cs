using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.PostgreSql.Database;
using FlexCore.Persistence.Records;
using Npgsql;

namespace FlexCore.Persistence.PostgreSql.Writing;

/// <summary>The rows of one append statement, column by column, as the statement's array parameters. Reused from commit to commit; used by one writer alone.</summary>
internal sealed class EventColumns
{
    private readonly List<int> _shards = [];
    private readonly List<long> _offsets = [];
    private readonly List<string> _streams = [];
    private readonly List<long> _versions = [];
    private readonly List<Guid> _ids = [];
    private readonly List<byte[]> _types = [];
    private readonly List<int> _schemaVersions = [];
    private readonly List<long> _times = [];
    private readonly List<byte[]> _principals = [];
    private readonly List<byte[]> _correlations = [];
    private readonly List<byte[]> _causations = [];
    private readonly List<byte[]?> _keys = [];
    private readonly List<ReadOnlyMemory<byte>> _payloads = [];
    private readonly List<long> _checksums = [];
    private readonly List<byte[]?> _traces = [];
    private readonly Utf8Texts _streamTexts = new();
    private readonly Utf8Texts _typeTexts = new();
    private readonly Utf8Texts _principalTexts = new();
    private readonly Utf8Texts _correlationTexts = new();
    private readonly Utf8Texts _causationTexts = new();

    public int Count => _shards.Count;

    /// <summary>The payload bytes of all rows.</summary>
    public long Bytes { get; private set; }

    /// <summary>The parameters, in the order of the statement's $1 to $15. They stay bound to these columns.</summary>
    public NpgsqlParameter[] Parameters() =>
    [
        Parameter.Of(_shards), Parameter.Of(_offsets), Parameter.Of(_streams), Parameter.Of(_versions), Parameter.Of(_ids),
        Parameter.Of(_types), Parameter.Of(_schemaVersions), Parameter.Of(_times), Parameter.Of(_principals), Parameter.Of(_correlations),
        Parameter.Of(_causations), Parameter.Of(_keys), Parameter.Of(_payloads), Parameter.Of(_checksums), Parameter.Of(_traces),
    ];

    /// <summary>One row of each shard, by which its presence can be told: all rows of a batch are there, or none of a shard.</summary>
    public IReadOnlyList<(int Shard, long Offset, long Checksum)> FirstRows()
    {
        var seen = new HashSet<int>();
        return [.. Enumerable.Range(0, Count).Where(i => seen.Add(_shards[i])).Select(i => (_shards[i], _offsets[i], _checksums[i]))];
    }

    public void Clear()
    {
        Bytes = 0;
        _shards.Clear();
        _offsets.Clear();
        _streams.Clear();
        _versions.Clear();
        _ids.Clear();
        _types.Clear();
        _schemaVersions.Clear();
        _times.Clear();
        _principals.Clear();
        _correlations.Clear();
        _causations.Clear();
        _keys.Clear();
        _payloads.Clear();
        _checksums.Clear();
        _traces.Clear();
    }

    /// <summary>Adds the events of one append.</summary>
    /// <param name="request">The append.</param>
    /// <param name="offset">The shard's newest offset before it.</param>
    public void Add(AppendRequest request, long offset)
    {
        var metadata = request.Metadata;
        var stream = _streamTexts.Get(request.Stream.StreamId);
        var principal = _principalTexts.Get(metadata.Principal);
        var correlation = _correlationTexts.Get(metadata.CorrelationId);
        var causation = _causationTexts.Get(metadata.CausationId);
        var key = metadata.IdempotencyKey is { } text ? System.Text.Encoding.UTF8.GetBytes(text) : null;
        var trace = TraceBytes(metadata.TraceParent);
        Span<byte> id = stackalloc byte[16];
        for (var i = 0; i < request.Events.Count; i++)
        {
            var item = request.Events[i];
            var type = _typeTexts.Get(item.Type);
            item.Id.TryWriteBytes(id, bigEndian: true, out _);
            var row = new EventRow
            {
                Seq = offset + 1 + i,
                Shard = request.Lease.Shard,
                Offset = offset + 1 + i,
                Stream = stream,
                Version = request.ExpectedVersion + 1 + i,
                Id = id,
                Type = type,
                SchemaVersion = item.SchemaVersion,
                TimeTicks = metadata.Time.UtcTicks,
                Principal = principal,
                Correlation = correlation,
                Causation = causation,
                IdempotencyKey = key,
                Payload = item.Payload.Span,
                Trace = trace,
            };
            Add(request.Stream.StreamId, row, item, type);
            _principals.Add(principal);
            _correlations.Add(correlation);
            _causations.Add(causation);
            _keys.Add(key);
            _traces.Add(trace);
        }
    }

    private static byte[]? TraceBytes(TraceParent? parent)
    {
        if (parent is not { } trace)
        {
            return null;
        }

        var bytes = new byte[TraceParent.ByteCount];
        trace.CopyTo(bytes);
        return bytes;
    }

    private void Add(string stream, in EventRow row, in NewEvent item, byte[] type)
    {
        _shards.Add(row.Shard);
        _offsets.Add(row.Offset);
        _streams.Add(stream);
        _versions.Add(row.Version);
        _ids.Add(item.Id);
        _types.Add(type);
        _schemaVersions.Add(row.SchemaVersion);
        _times.Add(row.TimeTicks);
        _payloads.Add(item.Payload);
        _checksums.Add(row.ComputeChecksum());
        Bytes += item.Payload.Length;
    }
}
