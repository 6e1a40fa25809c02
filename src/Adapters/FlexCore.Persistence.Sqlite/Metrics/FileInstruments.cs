using System.Diagnostics;
using System.Diagnostics.Metrics;
using FlexCore.Persistence.Metrics;

namespace FlexCore.Persistence.Sqlite.Metrics;

/// <summary>What an operator needs to know of the embedded store's file, beside <see cref="JournalInstruments"/>. Thread-safe.</summary>
internal sealed class FileInstruments : IDisposable
{
    private readonly Meter _meter = new(JournalInstruments.MeterName);
    private readonly Histogram<double> _indexSeconds;

    public FileInstruments(Func<long> size)
    {
        _indexSeconds = _meter.CreateHistogram<double>("flexcore.journal.index.duration", "s", "Time of one index batch; commits wait for it.");
        _meter.CreateObservableGauge("flexcore.journal.size", size, "By", "Size of the database and its write-ahead log on disk.");
    }

    public void Indexed(long startedAt) => _indexSeconds.Record(Stopwatch.GetElapsedTime(startedAt).TotalSeconds);

    public void Dispose() => _meter.Dispose();
}
