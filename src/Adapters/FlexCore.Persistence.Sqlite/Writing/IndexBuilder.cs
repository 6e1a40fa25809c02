using System.Diagnostics;
using FlexCore.Application.Journal;
using FlexCore.Persistence.Sqlite.Metrics;
using FlexCore.Persistence.Sqlite.State;
using FlexCore.Persistence.Sqlite.Tables;

namespace FlexCore.Persistence.Sqlite.Writing;

/// <summary>Moves the un-indexed tail into the stream index, in one sorted batch and one transaction. Writer thread only.</summary>
internal sealed class IndexBuilder(WriterSession session, int batchEvents, FileInstruments? instruments = null)
{
    /// <summary>With more streams than this, a batch would stall the commits behind it noticeably; it is built earlier.</summary>
    private const int StreamCountMax = 16_384;

    private readonly StreamRunTable _runs = new(session.Database);
    private readonly FeedMarkTable _marks = new(session.Database, session.ShardCount);

    public bool IsDue => session.State.Heads.TailCount >= batchEvents || session.State.Heads.WithTail.Count >= StreamCountMax;

    /// <summary>Builds the index up to the newest committed event.</summary>
    /// <exception cref="CorruptEventException">The index does not end where the tail begins: two writers, or damage.</exception>
    public void Build()
    {
        var startedAt = Stopwatch.GetTimestamp();
        var heads = session.State.Heads;

        // A copy, because readers go through the list itself.
        var sorted = heads.WithTail.ToArray();
        Array.Sort(sorted, static (a, b) => string.CompareOrdinal(a.Stream.StreamId, b.Stream.StreamId));
        session.Database.Execute("BEGIN IMMEDIATE");
        foreach (var head in sorted)
        {
            Add(head);
        }

        _marks.Insert(session.State.End.Seq, session.Offsets);
        session.Database.Execute("COMMIT");
        heads.TailIndexed();
        instruments?.Indexed(startedAt);
    }

    private void Add(StreamHead head)
    {
        var stream = head.Stream.StreamId;
        var indexed = _runs.LastVersionQuick(stream);
        if (indexed != head.IndexedVersion)
        {
            throw new CorruptEventException(stream, indexed + 1, $"the index ends at version {indexed}, but the tail begins after {head.IndexedVersion}");
        }

        var version = head.IndexedVersion + 1;
        var seqs = head.TailSeqs;
        while (!seqs.IsEmpty)
        {
            var run = seqs[..Math.Min(seqs.Length, StreamRunTable.RunLengthMax)];
            _runs.Insert(stream, version, run);
            version += run.Length;
            seqs = seqs[run.Length..];
        }
    }
}
