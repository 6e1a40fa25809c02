using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace FlexCore.Api.Metrics;

/// <summary>Listens to the meters of FlexCore, of the web server and of the runtime, and keeps what they measure.</summary>
/// <remarks>
/// Thread-safe. Measuring takes no lock once a series is known. While no collector exists nobody listens, and the instruments cost nothing.
/// </remarks>
internal sealed class MetricCollector : IDisposable
{
    private static readonly string[] ForeignMeters =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime"];

    private readonly ConcurrentDictionary<(string Name, MetricKind Kind), MetricFamily> _families = new();
    private readonly MeterListener _listener = new();
    private readonly Func<Instrument, bool> _accept;
    private readonly Func<long> _currentPass;
    private readonly Lock _gate = new();
    private readonly int _seriesMax;
    private long _pass;

    /// <summary>Begins to listen.</summary>
    /// <param name="options">The bounds.</param>
    /// <param name="accept">Which instruments to listen to; by default those of FlexCore, the web server and the runtime.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public MetricCollector(MetricsOptions options, Func<Instrument, bool>? accept = null)
    {
        options.Validate();
        _seriesMax = options.SeriesMax;
        _accept = accept ?? IsOurs;
        _currentPass = () => _pass;
        _listener.InstrumentPublished = OnPublished;
        _listener.SetMeasurementEventCallback<byte>(static (_, value, tags, state) => Measure(state, (long)value, tags));
        _listener.SetMeasurementEventCallback<short>(static (_, value, tags, state) => Measure(state, (long)value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => Measure(state, (long)value, tags));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => Measure(state, value, tags));
        _listener.SetMeasurementEventCallback<float>(static (_, value, tags, state) => Measure(state, (double)value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => Measure(state, value, tags));
        _listener.SetMeasurementEventCallback<decimal>(static (_, value, tags, state) => Measure(state, (double)value, tags));
        _listener.Start();
    }

    public static bool IsOurs(Instrument instrument) =>
        instrument.Meter.Name.StartsWith("FlexCore.", StringComparison.Ordinal) || ForeignMeters.Contains(instrument.Meter.Name);

    /// <summary>Asks the observable instruments and returns every family that has a series, in the order of their names.</summary>
    public IReadOnlyList<MetricFamily> Collect()
    {
        lock (_gate)
        {
            _pass++;
            Unread = ReadObservables();
            foreach (var family in _families.Values)
            {
                family.ForgetUnseen(_pass);
            }

            return [.. _families.Values.Where(static family => family.Series.Any()).OrderBy(static family => family.Name.Base, StringComparer.Ordinal)];
        }
    }

    /// <summary>How many instruments could not be read at the last collection.</summary>
    public int Unread { get; private set; }

    public void Dispose() => _listener.Dispose();

    private int ReadObservables()
    {
        try
        {
            _listener.RecordObservableInstruments();
            return 0;
        }
        catch (AggregateException faults)
        {
            // An instrument whose owner is ending, or is broken, costs its own series: all others have been read.
            return faults.InnerExceptions.Count;
        }
    }

    private void OnPublished(Instrument instrument, MeterListener listener)
    {
        if (_accept(instrument))
        {
            var family = FamilyOf(instrument);
            listener.EnableMeasurementEvents(instrument, new InstrumentBinding(instrument, family, _currentPass));
        }
    }

    private MetricFamily FamilyOf(Instrument instrument)
    {
        var (kind, bounds) = Classify(instrument);
        var name = PrometheusName.Of(instrument.Name, instrument.Unit, kind);
        return _families.GetOrAdd((name.Base, kind), _ => new MetricFamily(name, kind, instrument.Description ?? "", bounds, _seriesMax));
    }

    private static (MetricKind Kind, double[] Bounds) Classify(Instrument instrument) => instrument switch
    {
        Histogram<double> histogram => (MetricKind.Histogram, HistogramBounds.Of(histogram)),
        Histogram<float> histogram => (MetricKind.Histogram, HistogramBounds.Of(histogram)),
        Histogram<long> histogram => (MetricKind.Histogram, HistogramBounds.Of(histogram)),
        Histogram<int> histogram => (MetricKind.Histogram, HistogramBounds.Of(histogram)),
        _ when instrument.GetType().Name.StartsWith("Histogram", StringComparison.Ordinal) => (MetricKind.Histogram, HistogramBounds.OfUnit(instrument.Unit)),
        _ when instrument.GetType().Name is "Counter`1" or "ObservableCounter`1" => (MetricKind.Counter, []),
        _ => (MetricKind.Gauge, []),
    };

    private static void Measure(object? state, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => ((InstrumentBinding?)state)?.Measure(value, tags);

    private static void Measure(object? state, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => ((InstrumentBinding?)state)?.Measure(value, tags);
}
