using System.Diagnostics.Metrics;
using FlexCore.Api.Metrics;

namespace FlexCore.Api.Tests.Metrics;

/// <summary>A meter of its own and a collector that listens to nothing else, so that tests do not see each other.</summary>
internal sealed class MeasuredMeter : IDisposable
{
    private readonly MetricCollector _collector;

    public MeasuredMeter(int seriesMax = 1_000, params KeyValuePair<string, object?>[] tags)
    {
        Meter = new Meter("FlexCore.Test", null, tags);
        _collector = new MetricCollector(
            new MetricsOptions { SeriesMax = seriesMax }, instrument => ReferenceEquals(instrument.Meter, Meter) || ReferenceEquals(instrument.Meter, Second));
    }

    public Meter Meter { get; }

    /// <summary>Another meter with the same name, as a second region or runtime would make one.</summary>
    public Meter Second { get; } = new("FlexCore.Test");

    public string Text(bool openMetrics = false) => new PrometheusWriter(openMetrics).Write(_collector.Collect());

    public Dictionary<string, double> Samples() => ExpositionParser.Parse(Text()).Samples;

    public void Dispose()
    {
        _collector.Dispose();
        Meter.Dispose();
        Second.Dispose();
    }
}
