using System.Globalization;
using System.Text;

namespace FlexCore.Api.Metrics;

/// <summary>Writes tags as Prometheus labels: sorted by name, names cleaned, values escaped and cut.</summary>
internal static class PrometheusLabels
{
    /// <summary>A label's value has at most this many characters; what is longer is cut.</summary>
    public const int ValueLengthMax = 256;

    /// <summary>Writes tags.</summary>
    /// <param name="own">The tags of the meter and the instrument.</param>
    /// <param name="tags">The tags of the measurement.</param>
    /// <returns>The labels without braces; empty for none.</returns>
    public static string Write(ReadOnlySpan<KeyValuePair<string, object?>> own, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (own.IsEmpty && tags.IsEmpty)
        {
            return "";
        }

        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add(labels, own);
        Add(labels, tags);
        var text = new StringBuilder();
        foreach (var (name, value) in labels)
        {
            text.Append(text.Length == 0 ? "" : ",").Append(name).Append("=\"");
            Escape(text, value);
            text.Append('"');
        }

        return text.ToString();
    }

    private static void Add(SortedDictionary<string, string> labels, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (name, value) in tags)
        {
            var label = PrometheusName.Clean(name);

            // "le" belongs to the buckets of histograms.
            label = label == "le" ? "le_" : label;
            var text = ToText(value);

            // Two tags that are the same label after cleaning are joined, as the OpenTelemetry rules say.
            labels[label] = labels.TryGetValue(label, out var first) && first != text ? $"{first};{text}" : text;
        }
    }

    private static string ToText(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static void Escape(StringBuilder text, string value)
    {
        var length = value.Length <= ValueLengthMax ? value.Length : char.IsHighSurrogate(value[ValueLengthMax - 1]) ? ValueLengthMax - 1 : ValueLengthMax;
        for (var i = 0; i < length; i++)
        {
            var c = value[i];
            text.Append(c switch { '\\' => "\\\\", '"' => "\\\"", '\n' => "\\n", _ => null });
            if (c is not ('\\' or '"' or '\n'))
            {
                text.Append(c);
            }
        }
    }
}
