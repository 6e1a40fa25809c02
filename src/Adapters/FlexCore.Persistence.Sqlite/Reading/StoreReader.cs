using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.Sqlite.Database;
using FlexCore.Persistence.Sqlite.Tables;

namespace FlexCore.Persistence.Sqlite.Reading;

/// <summary>A connection that reads, with its statements. Used by the one caller that has rented it.</summary>
internal sealed class StoreReader : IDisposable
{
    /// <summary>A chunk ends at this many payload bytes, so that large events do not fill the memory.</summary>
    private const int ChunkBytesMax = 4 * 1024 * 1024;

    /// <summary>A range is scanned as a whole when at least one row in this many is wanted; else the rows are looked up one by one.</summary>
    private const int ScanDensity = 4;

    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _end;

    public StoreReader(string path, int shardCount)
    {
        _database = SqliteDatabase.OpenReader(path);
        _begin = _database.Prepare("BEGIN");
        _end = _database.Prepare("COMMIT");
        Events = new EventScanner(_database);
        Runs = new StreamRunTable(_database);
        Marks = new FeedMarkTable(_database, shardCount);
        Snapshots = new SnapshotTable(_database);
        Checkpoints = new CheckpointTable(_database);
        Scavenging = new ScavengeTable(_database);
    }

    public EventScanner Events { get; }

    public StreamRunTable Runs { get; }

    public FeedMarkTable Marks { get; }

    public SnapshotTable Snapshots { get; }

    public CheckpointTable Checkpoints { get; }

    public ScavengeTable Scavenging { get; }

    /// <summary>Reads consecutive versions of one stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="firstVersion">The version at the first seq.</param>
    /// <param name="seqs">Where the events are, ascending.</param>
    /// <param name="output">Receives the events; at least one.</param>
    /// <exception cref="CorruptEventException">A row is damaged, missing, or not the one expected.</exception>
    public void Read(EntityId stream, long firstVersion, ReadOnlySpan<long> seqs, List<StoredEvent> output)
    {
        var bytes = 0;

        // One transaction for all look-ups: SQLite would otherwise lock and unlock the file for each.
        _begin.Run();
        try
        {
            while (!seqs.IsEmpty && bytes < ChunkBytesMax)
            {
                var range = seqs[..RangeLength(seqs)];
                Events.Start(range[0], range[^1]);
                foreach (var seq in range)
                {
                    var stored = ReadAt(seq, stream, firstVersion + output.Count);
                    output.Add(stored);
                    bytes += stored.Payload.Length;
                    if (bytes >= ChunkBytesMax)
                    {
                        break;
                    }
                }

                seqs = seqs[range.Length..];
            }
        }
        finally
        {
            Events.End();
            _end.Run();
        }
    }

    /// <summary>Reads single events.</summary>
    /// <param name="wanted">Their streams and versions.</param>
    /// <param name="seqs">Where they are; 0 where only the index of streams knows.</param>
    /// <returns>The events, in the order asked for.</returns>
    /// <exception cref="CorruptEventException">One is damaged or not there.</exception>
    public StoredEvent[] ReadEach(IReadOnlyList<(EntityId Stream, long Version)> wanted, long[] seqs)
    {
        var events = new StoredEvent[wanted.Count];
        _begin.Run();
        try
        {
            for (var i = 0; i < seqs.Length; i++)
            {
                var (stream, version) = wanted[i];
                var seq = seqs[i] > 0 ? seqs[i] : Runs.SeqOf(stream.StreamId, version);
                Events.Start(seq, seq);
                events[i] = ReadAt(seq, stream, version);
            }
        }
        finally
        {
            Events.End();
            _end.Run();
        }

        return events;
    }

    /// <summary>Counts the entities of a range.</summary>
    /// <param name="range">The range.</param>
    /// <param name="fresh">Those that memory knew before and the index may not have.</param>
    public long Count(EntityRange range, IReadOnlyList<EntityId> fresh)
    {
        // One look at the file: what moves into the index meanwhile is counted once.
        _begin.Run();
        try
        {
            return Runs.Count(range) + fresh.Count(id => Runs.LastVersionQuick(id.StreamId) == 0);
        }
        finally
        {
            _end.Run();
        }
    }

    public void Dispose() => _database.Dispose();

    private static int RangeLength(ReadOnlySpan<long> seqs)
    {
        var length = 1;
        while (length < seqs.Length && seqs[length] - seqs[0] < (long)(length + 1) * ScanDensity)
        {
            length++;
        }

        return length;
    }

    private StoredEvent ReadAt(long seq, EntityId stream, long version)
    {
        do
        {
            if (!Events.Next())
            {
                throw new CorruptEventException(stream.StreamId, version, $"the row with seq {seq} is missing");
            }
        }
        while (Events.Seq < seq);

        var stored = Events.Seq == seq
            ? Events.Decode(stream)
            : throw new CorruptEventException(stream.StreamId, version, $"the row with seq {seq} is missing");
        return stored.Version == version
            ? stored
            : throw new CorruptEventException(stream.StreamId, version, $"version {stored.Version} lies in its place, seq {seq}");
    }
}
