using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FlexCore.Persistence.Metrics;

/// <summary>What an operator needs to know of any journal. Thread-safe.</summary>
public sealed class JournalInstruments : IDisposable
{
    /// <summary>The meter of the storage ring.</summary>
    public const string MeterName = "FlexCore.Persistence";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _events;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _damagedSnapshots;
    private readonly Histogram<int> _commitSize;
    private readonly Histogram<double> _commitSeconds;

    /// <summary>Creates the instruments.</summary>
    /// <param name="queued">How many operations wait.</param>
    public JournalInstruments(Func<int> queued)
    {
        _events = _meter.CreateCounter<long>("flexcore.journal.events", "{event}", "Events committed.");
        _failures = _meter.CreateCounter<long>("flexcore.journal.commit.failures", "{commit}", "Commits that failed and were undone.");
        _retries = _meter.CreateCounter<long>("flexcore.journal.commit.retries", "{commit}", "Commits that were looked up or tried again after a broken session or a conflict.");
        _damagedSnapshots = _meter.CreateCounter<long>("flexcore.snapshots.damaged", "{snapshot}", "Snapshots answered as absent because their checksum was wrong.");
        _commitSize = _meter.CreateHistogram<int>("flexcore.journal.commit.size", "{operation}", "Operations in one commit.");
        _commitSeconds = _meter.CreateHistogram<double>("flexcore.journal.commit.duration", "s", "Time from the begin of a commit to its flush.");
        _meter.CreateObservableGauge("flexcore.journal.queued", queued, "{operation}", "Operations that wait for the writer.");
    }

    /// <summary>The meter, for tests that listen to this instance alone.</summary>
    public Meter Meter => _meter;

    /// <summary>Counts a commit.</summary>
    /// <param name="operations">How many operations it held.</param>
    /// <param name="events">How many events it wrote.</param>
    /// <param name="startedAt">When it began, a stopwatch timestamp.</param>
    public void Committed(int operations, int events, long startedAt)
    {
        _events.Add(events);
        _commitSize.Record(operations);
        _commitSeconds.Record(Stopwatch.GetElapsedTime(startedAt).TotalSeconds);
    }

    /// <summary>Counts a commit that failed.</summary>
    public void CommitFailed() => _failures.Add(1);

    /// <summary>Counts a commit that is looked up or tried again.</summary>
    public void CommitRetried() => _retries.Add(1);

    /// <summary>Counts a snapshot that was answered as absent.</summary>
    public void SnapshotDamaged() => _damagedSnapshots.Add(1);

    /// <summary>Ends the meter.</summary>
    public void Dispose() => _meter.Dispose();
}
