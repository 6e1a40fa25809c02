using System.Text;

namespace FlexCore.Api.Metrics;

/// <summary>A metric's name as Prometheus wants it: dots become underscores, the unit is a suffix, counters end in <c>_total</c>.</summary>
/// <param name="Base">The name without <c>_total</c>.</param>
/// <param name="Unit">The unit in the name, or <see langword="null"/>.</param>
internal sealed record PrometheusName(string Base, string? Unit)
{
    /// <summary>Translates the name and unit of an instrument.</summary>
    /// <param name="name">For example <c>flexcore.journal.commit.duration</c>.</param>
    /// <param name="unit">A UCUM unit; what stands in braces is a comment and no part of the name.</param>
    /// <param name="kind">What it is.</param>
    public static PrometheusName Of(string name, string? unit, MetricKind kind)
    {
        var word = UnitWord(unit, kind);
        var text = Clean(name);
        if (kind == MetricKind.Counter && text.EndsWith("_total", StringComparison.Ordinal))
        {
            text = text[..^"_total".Length];
        }

        // This ending belongs to histograms; a gauge of so many things is called after the things.
        if (kind == MetricKind.Gauge && text.Length > "_count".Length && text.EndsWith("_count", StringComparison.Ordinal))
        {
            text = text[..^"_count".Length];
        }

        if (word is not null && !text.EndsWith($"_{word}", StringComparison.Ordinal))
        {
            text = $"{text}_{word}";
        }

        return new PrometheusName(text, word);
    }

    /// <summary>The name of the samples of a counter, gauge, or the stem of a histogram's.</summary>
    public string Sample(MetricKind kind) => kind == MetricKind.Counter ? $"{Base}_total" : Base;

    /// <summary>A text with every character replaced that a name must not have.</summary>
    public static string Clean(string name)
    {
        var text = new StringBuilder(name.Length + 1);
        foreach (var c in name)
        {
            var allowed = char.IsAsciiLetterOrDigit(c) || c == '_';
            if (text.Length == 0 && char.IsAsciiDigit(c))
            {
                text.Append('_');
            }

            if (allowed || text.Length == 0 || text[^1] != '_')
            {
                text.Append(allowed ? c : '_');
            }
        }

        return text.Length == 0 ? "_" : text.ToString();
    }

    private static string? UnitWord(string? unit, MetricKind kind) => unit switch
    {
        null or "" => null,
        "s" => "seconds",
        "ms" => "milliseconds",
        "By" => "bytes",
        "%" => "percent",
        "1" => kind == MetricKind.Gauge ? "ratio" : null,
        _ when unit.StartsWith('{') => null,
        _ => Clean(unit),
    };
}
