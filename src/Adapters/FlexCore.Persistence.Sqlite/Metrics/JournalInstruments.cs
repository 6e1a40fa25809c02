using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FlexCore.Persistence.Sqlite.Metrics;

/// <summary>What an operator needs to know of the journal. Thread-safe.</summary>
internal sealed class JournalInstruments : IDisposable
{
    public const string MeterName = "FlexCore.Persistence";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _events;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _damagedSnapshots;
    private readonly Histogram<int> _commitSize;
    private readonly Histogram<double> _commitSeconds;
    private readonly Histogram<double> _indexSeconds;

    public JournalInstruments(Func<int> queued, Func<long> size)
    {
        _events = _meter.CreateCounter<long>("flexcore.journal.events", "{event}", "Events committed.");
        _failures = _meter.CreateCounter<long>("flexcore.journal.commit.failures", "{commit}", "Commits that failed and were undone.");
        _damagedSnapshots = _meter.CreateCounter<long>("flexcore.snapshots.damaged", "{snapshot}", "Snapshots answered as absent because their checksum was wrong.");
        _commitSize = _meter.CreateHistogram<int>("flexcore.journal.commit.size", "{operation}", "Operations in one commit.");
        _commitSeconds = _meter.CreateHistogram<double>("flexcore.journal.commit.duration", "s", "Time from the begin of a commit to its flush.");
        _indexSeconds = _meter.CreateHistogram<double>("flexcore.journal.index.duration", "s", "Time of one index batch; commits wait for it.");
        _meter.CreateObservableGauge("flexcore.journal.queued", queued, "{operation}", "Operations that wait for the writer.");
        _meter.CreateObservableGauge("flexcore.journal.size", size, "By", "Size of the database and its write-ahead log on disk.");
    }

    public void Committed(int operations, int events, long startedAt)
    {
        _events.Add(events);
        _commitSize.Record(operations);
        _commitSeconds.Record(Stopwatch.GetElapsedTime(startedAt).TotalSeconds);
    }

    public void CommitFailed() => _failures.Add(1);

    public void SnapshotDamaged() => _damagedSnapshots.Add(1);

    public void Indexed(long startedAt) => _indexSeconds.Record(Stopwatch.GetElapsedTime(startedAt).TotalSeconds);

    public void Dispose() => _meter.Dispose();
}
