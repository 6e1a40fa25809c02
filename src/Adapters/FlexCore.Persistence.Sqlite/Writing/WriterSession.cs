using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.Records;
using FlexCore.Persistence.Sqlite.Database;
using FlexCore.Persistence.Sqlite.State;
using FlexCore.Persistence.Sqlite.Tables;

namespace FlexCore.Persistence.Sqlite.Writing;

/// <summary>What the writer knows and writes: epochs, offsets, versions, and the tables. Writer thread only.</summary>
internal sealed class WriterSession
{
    private readonly EventInserter _events;
    private readonly StreamRunTable _runs;
    private readonly ShardTable _shards;
    private readonly EventScanner _scanner;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly long[] _epochs;
    private readonly long[] _offsets;
    private readonly List<CommittedAppend> _published = [];
    private readonly Utf8Slot _stream = new();
    private readonly Utf8Slot _type = new();
    private readonly Utf8Slot _principal = new();
    private readonly Utf8Slot _correlation = new();
    private readonly Utf8Slot _causation = new();
    private readonly Utf8Slot _idempotencyKey = new();
    private long _lastSeq;

    public WriterSession(SqliteDatabase database, RecoveredState recovered)
    {
        Database = database;
        State = recovered;
        _epochs = recovered.Epochs;
        _offsets = recovered.Offsets;
        _lastSeq = recovered.End.Seq;
        _begin = database.Prepare("BEGIN IMMEDIATE");
        _commit = database.Prepare("COMMIT");
        _events = new EventInserter(database);
        _runs = new StreamRunTable(database);
        _shards = new ShardTable(database);
        _scanner = new EventScanner(database);
        Scavenging = new ScavengeTable(database);
        Snapshots = new SnapshotTable(database);
        Checkpoints = new CheckpointTable(database);
    }

    public SqliteDatabase Database { get; }

    /// <summary>The state shared with readers.</summary>
    public RecoveredState State { get; }

    public SnapshotTable Snapshots { get; }

    public CheckpointTable Checkpoints { get; }

    public ScavengeTable Scavenging { get; }

    /// <summary>Whether the open transaction has changed anything; if not, there is nothing to flush.</summary>
    public bool HasChanges { get; private set; }

    /// <summary>How many events the open transaction appends.</summary>
    public int EventCount { get; private set; }

    public int ShardCount => _epochs.Length;

    public ReadOnlySpan<long> Offsets => _offsets;

    /// <summary>Opens a transaction.</summary>
    public void Begin()
    {
        HasChanges = false;
        EventCount = 0;
        _published.Clear();
        _begin.Run();
    }

    /// <summary>Commits and flushes.</summary>
    public void Commit() => _commit.Run();

    /// <summary>Remembers that the open transaction changes something other than events.</summary>
    public void Changed() => HasChanges = true;

    public long EpochOf(int shard) => _epochs[shard];

    public long OffsetOf(int shard) => _offsets[shard];

    public StreamHead HeadOf(EntityId stream) => State.Heads.Find(stream) ?? State.Heads.Add(stream, _runs.LastVersion(stream.StreamId));

    /// <summary>Where consecutive events of a stream are, as far as the index has them.</summary>
    public List<long> SeqsOf(EntityId stream, long fromVersion, int count)
    {
        var seqs = _runs.Seqs(stream.StreamId, fromVersion, count);
        return seqs.Count > count ? seqs[..count] : seqs;
    }

    /// <summary>Proves that a row is the event that it should be.</summary>
    /// <exception cref="CorruptEventException">It is damaged, missing or another one.</exception>
    public void VerifyEvent(EntityId stream, long version, long seq)
    {
        _ = Locate(stream, version, seq);
        _scanner.End();
    }

    /// <summary>Takes the content of an event away.</summary>
    public void Hollow(EntityId stream, long version, long seq)
    {
        Scavenging.Hollow(Locate(stream, version, seq));
        _scanner.End();
    }

    /// <summary>Takes a shard over. When writing it fails, the epoch in memory stays as it was.</summary>
    public ShardLease Acquire(int shard, string owner)
    {
        var lease = new ShardLease(shard, _epochs[shard] + 1, owner);
        Changed();
        _shards.Write(lease);
        _epochs[shard]++;
        return lease;
    }

    public void TakeBackLease(int shard) => _epochs[shard]--;

    /// <summary>Appends the events and moves the head, the shard's offset and the seq.</summary>
    /// <returns>The seq of the first event.</returns>
    public long Insert(AppendRequest request, StreamHead head)
    {
        var firstSeq = _lastSeq + 1;
        var metadata = request.Metadata;
        var shard = request.Lease.Shard;
        var count = request.Events.Count;
        var (version, offset) = (head.Version, _offsets[shard]);
        head.Version += count;
        _offsets[shard] += count;
        _lastSeq += count;
        EventCount += count;
        HasChanges = true;
        Span<byte> id = stackalloc byte[16];
        Span<byte> trace = stackalloc byte[TraceParent.ByteCount];
        if (metadata.TraceParent is { } parent)
        {
            parent.CopyTo(trace);
        }

        for (var i = 0; i < count; i++)
        {
            var item = request.Events[i];
            item.Id.TryWriteBytes(id, bigEndian: true, out _);
            _events.Insert(new EventRow
            {
                Seq = firstSeq + i,
                Shard = shard,
                Offset = offset + 1 + i,
                Stream = _stream.Get(request.Stream.StreamId),
                Version = version + 1 + i,
                Id = id,
                Type = _type.Get(item.Type),
                SchemaVersion = item.SchemaVersion,
                TimeTicks = metadata.Time.UtcTicks,
                Principal = _principal.Get(metadata.Principal),
                Correlation = _correlation.Get(metadata.CorrelationId),
                Causation = _causation.Get(metadata.CausationId),
                IdempotencyKey = metadata.IdempotencyKey is { } key ? _idempotencyKey.Get(key) : default,
                Payload = item.Payload.Span,
                Trace = metadata.TraceParent is null ? default : trace,
            });
        }

        return firstSeq;
    }

    private EventRow Locate(EntityId stream, long version, long seq)
    {
        _scanner.Start(seq, seq);
        if (!_scanner.Next())
        {
            throw new CorruptEventException(stream.StreamId, version, $"the row with seq {seq} is missing");
        }

        var row = _scanner.Verify();
        return row.Version == version && System.Text.Ascii.Equals(row.Stream, stream.StreamId)
            ? row
            : throw new CorruptEventException(stream.StreamId, version, $"the index points to seq {seq}, where another event is");
    }

    /// <summary>Undoes the changes in memory of an <see cref="Insert"/> that was not committed, also of one that failed half-way.</summary>
    public void TakeBack(AppendRequest request, StreamHead head)
    {
        var count = request.Events.Count;
        head.Version -= count;
        _offsets[request.Lease.Shard] -= count;
        _lastSeq -= count;
    }

    /// <summary>Queues a committed append for <see cref="PublishAll"/>.</summary>
    public void Publish(CommittedAppend append, int shard, long offset)
    {
        _published.Add(append);
        State.End.PublishOffset(shard, offset);
    }

    /// <summary>Makes everything that was committed visible to readers and wakes those that wait.</summary>
    public void PublishAll()
    {
        if (_published.Count > 0)
        {
            State.Heads.Publish(_published);
            State.End.PublishSeq(_lastSeq);
        }
    }
}
