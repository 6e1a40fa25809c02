using System.Collections.Concurrent;

namespace FlexCore.Api.Metrics;

/// <summary>One metric with all its series; instruments of the same name and kind share it.</summary>
/// <remarks>Thread-safe. The number of series is bounded; what comes beyond goes into the overflow series.</remarks>
internal sealed class MetricFamily
{
    private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly int _seriesMax;
    private MetricSeries? _overflow;

    public MetricFamily(PrometheusName name, MetricKind kind, string help, double[] bounds, int seriesMax)
    {
        Name = name;
        Kind = kind;
        Help = help;
        Bounds = bounds;
        _seriesMax = seriesMax;
    }

    public PrometheusName Name { get; }

    public MetricKind Kind { get; }

    public string Help { get; }

    public double[] Bounds { get; }

    /// <summary>Every series, in the order of their labels.</summary>
    public IEnumerable<MetricSeries> Series
    {
        get
        {
            var all = _series.Values.OrderBy(static series => series.Labels, StringComparer.Ordinal);
            return Volatile.Read(ref _overflow) is { } overflow ? all.Append(overflow) : all;
        }
    }

    /// <summary>The series with these labels, created when there is room for it.</summary>
    public MetricSeries Get(string labels)
    {
        if (_series.TryGetValue(labels, out var known))
        {
            return known;
        }

        lock (_gate)
        {
            if (_series.TryGetValue(labels, out known))
            {
                return known;
            }

            return _series.Count < _seriesMax
                ? _series.GetOrAdd(labels, new MetricSeries(labels, Bounds))
                : _overflow ??= new MetricSeries("otel_metric_overflow=\"true\"", Bounds);
        }
    }

    public bool IsOverflow(MetricSeries series) => ReferenceEquals(series, Volatile.Read(ref _overflow));

    /// <summary>Forgets the observed series that this pass did not see: what they measured is gone.</summary>
    public void ForgetUnseen(long pass)
    {
        lock (_gate)
        {
            foreach (var series in _series.Values.Where(series => series.Pass != 0 && series.Pass != pass))
            {
                _series.TryRemove(series.Labels, out _);
            }

            if (_overflow is { } overflow && overflow.Pass != 0 && overflow.Pass != pass)
            {
                _overflow = null;
            }
        }
    }
}
