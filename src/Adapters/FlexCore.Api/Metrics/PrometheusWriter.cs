using System.Globalization;
using System.Text;

namespace FlexCore.Api.Metrics;

/// <summary>Writes families in the text format of Prometheus 0.0.4, or in OpenMetrics 1.0. Used by one scrape.</summary>
internal sealed class PrometheusWriter(bool openMetrics)
{
    private readonly StringBuilder _text = new(64 * 1024);

    /// <summary>Writes everything, the classic names after the others.</summary>
    public string Write(IReadOnlyList<MetricFamily> families)
    {
        foreach (var family in families)
        {
            var stem = family.Name.Base;
            Describe(stem, family.Kind, family.Help, family.Name.Unit);
            WriteSeries(stem, family.Kind, family, static labels => labels);
        }

        foreach (var classic in ClassicMetric.All)
        {
            if (families.FirstOrDefault(family => family.Name.Base == classic.Source && Fits(classic.Kind, family.Kind)) is { } source)
            {
                var stem = Stem(classic);
                Describe(stem, classic.Kind, classic.Help, unit: null);
                WriteSeries(stem, classic.Kind, source, ClassicMetric.Labels);
            }
        }

        if (openMetrics)
        {
            _text.Append("# EOF\n");
        }

        return _text.ToString();
    }

    private static bool Fits(MetricKind wanted, MetricKind source) => wanted == source || (wanted, source) == (MetricKind.Counter, MetricKind.Histogram);

    private static string Stem(ClassicMetric classic) =>
        classic.Kind == MetricKind.Counter ? classic.Name[..^"_total".Length] : classic.Name;

    private void Describe(string stem, MetricKind kind, string help, string? unit)
    {
        // OpenMetrics describes the family, the older format the name of its samples.
        var name = kind == MetricKind.Counter && !openMetrics ? $"{stem}_total" : stem;
        if (help.Length > 0)
        {
            _text.Append("# HELP ").Append(name).Append(' ');
            Escape(help);
            _text.Append('\n');
        }

        _text.Append("# TYPE ").Append(name).Append(' ').Append(kind switch
        {
            MetricKind.Counter => "counter",
            MetricKind.Gauge => "gauge",
            _ => "histogram",
        }).Append('\n');
        if (openMetrics && unit is not null)
        {
            _text.Append("# UNIT ").Append(name).Append(' ').Append(unit).Append('\n');
        }
    }

    private void WriteSeries(string stem, MetricKind kind, MetricFamily family, Func<string, string> rename)
    {
        foreach (var series in family.Series)
        {
            var labels = rename(series.Labels);
            switch (kind)
            {
                case MetricKind.Histogram:
                    WriteHistogram(stem, labels, family.Bounds, series);
                    break;
                case MetricKind.Counter:
                    WriteSample($"{stem}_total", labels, family.Kind == MetricKind.Histogram ? series.Cumulate()[^1] : series.Value);
                    break;
                default:
                    WriteSample(stem, labels, series.Value);
                    break;
            }
        }
    }

    private void WriteHistogram(string stem, string labels, double[] bounds, MetricSeries series)
    {
        var counts = series.Cumulate();
        var comma = labels.Length == 0 ? "" : ",";
        for (var i = 0; i < counts.Length; i++)
        {
            var bound = i < bounds.Length ? Bound(bounds[i]) : "+Inf";
            WriteSample($"{stem}_bucket", $"{labels}{comma}le=\"{bound}\"", counts[i]);
        }

        WriteSample($"{stem}_sum", labels, series.Value);
        WriteSample($"{stem}_count", labels, counts[^1]);
    }

    private void WriteSample(string name, string labels, double value)
    {
        _text.Append(name);
        if (labels.Length > 0)
        {
            _text.Append('{').Append(labels).Append('}');
        }

        _text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    // OpenMetrics wants every bound to look like a float, so that series keep their identity between the two formats' readers.
    private string Bound(double bound)
    {
        var text = Number(bound);
        return openMetrics && text.AsSpan().IndexOfAny('.', 'E') < 0 ? $"{text}.0" : text;
    }

    private void Escape(string help) =>
        _text.Append(help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\"", openMetrics ? "\\\"" : "\"", StringComparison.Ordinal));
}
