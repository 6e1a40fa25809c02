using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace FlexCore.Persistence.Metrics;

/// <summary>How far the readers of the feed are behind it. Thread-safe.</summary>
public sealed class FeedInstruments : IDisposable
{
    private readonly Meter _meter = new(JournalInstruments.MeterName);
    private readonly ConcurrentDictionary<FeedReader, bool> _readers = new();
    private readonly Func<long> _committed;

    /// <summary>Creates the instruments.</summary>
    /// <param name="committed">How many events the feed has.</param>
    public FeedInstruments(Func<long> committed)
    {
        _committed = committed;
        _meter.CreateObservableGauge("flexcore.feed.lag", LargestLag, "{event}", "Committed events that the slowest subscriber of the feed has not taken yet.");
        _meter.CreateObservableUpDownCounter("flexcore.feed.subscriptions", () => _readers.Count, "{subscription}", "Open subscriptions to the feed.");
    }

    /// <summary>The meter, for tests that listen to this instance alone.</summary>
    public Meter Meter => _meter;

    /// <summary>Begins to watch a reader until it is disposed.</summary>
    /// <param name="seen">How many events it has seen.</param>
    public FeedReader Open(long seen)
    {
        var reader = new FeedReader(this, seen);
        _readers.TryAdd(reader, true);
        return reader;
    }

    /// <summary>Ends the meter.</summary>
    public void Dispose() => _meter.Dispose();

    /// <summary>How many committed events the slowest reader has not taken; 0 when nobody reads.</summary>
    public long LargestLag()
    {
        // The readers first: what is committed meanwhile must not make a reader that has seen it look ahead of the feed.
        var slowest = _readers.Keys.Select(static reader => reader.Seen).DefaultIfEmpty(long.MaxValue).Min();
        return Math.Max(0, _committed() - slowest);
    }

    /// <summary>One subscription. Its own thread counts, any thread reads.</summary>
    public sealed class FeedReader : IDisposable
    {
        private readonly FeedInstruments _owner;
        private long _seen;

        internal FeedReader(FeedInstruments owner, long seen)
        {
            _owner = owner;
            _seen = seen;
        }

        /// <summary>How many events it has taken.</summary>
        public long Seen => Volatile.Read(ref _seen);

        /// <summary>Counts events that were taken.</summary>
        /// <param name="events">How many.</param>
        public void Took(int events) => Volatile.Write(ref _seen, _seen + events);

        /// <summary>Ends the watch.</summary>
        public void Dispose() => _owner._readers.TryRemove(this, out _);
    }
}
