using System.Text.RegularExpressions;
using FlexCore.Api.Metrics;

namespace FlexCore.Api.Tests.Metrics;

/// <summary>Names and labels as Prometheus takes them, whatever a program calls its instruments and tags.</summary>
public sealed partial class PrometheusNameTests
{
    [Theory]
    [InlineData("flexcore.api.request.duration", "s", "Histogram", "flexcore_api_request_duration_seconds", "seconds")]
    [InlineData("duration_seconds", "s", "Histogram", "duration_seconds", "seconds")]
    [InlineData("size", "By", "Gauge", "size_bytes", "bytes")]
    [InlineData("wait", "ms", "Histogram", "wait_milliseconds", "milliseconds")]
    [InlineData("load", "%", "Gauge", "load_percent", "percent")]
    [InlineData("load", "1", "Gauge", "load_ratio", "ratio")]
    [InlineData("load", "1", "Counter", "load", null)]
    [InlineData("records_total", "{record}", "Counter", "records", null)]
    [InlineData("records_total", "{record}", "Gauge", "records_total", null)]
    [InlineData("streams.count", "{stream}", "Gauge", "streams", null)]
    [InlineData("streams.count", null, "Histogram", "streams_count", null)]
    [InlineData("_count", "", "Gauge", "_count", null)]
    [InlineData("speed", "km/h", "Gauge", "speed_km_h", "km_h")]
    [InlineData("9lives", null, "Gauge", "_9lives", null)]
    [InlineData("a..b--c", null, "Gauge", "a_b_c", null)]
    [InlineData("größe", null, "Gauge", "gr_e", null)]
    [InlineData("", null, "Gauge", "_", null)]
    public void A_name_gets_the_form_and_the_unit_that_it_lacks(string name, string? unit, string kind, string expected, string? word)
    {
        var shown = PrometheusName.Of(name, unit, Enum.Parse<MetricKind>(kind));

        (shown.Base, shown.Unit).ShouldBe((expected, word));
        shown.Sample(Enum.Parse<MetricKind>(kind)).ShouldBe(kind == "Counter" ? expected + "_total" : expected);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Any_name_becomes_one_that_is_allowed_and_stays_itself(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 3_000; i++)
        {
            var name = new string([.. Enumerable.Range(0, random.Next(20)).Select(_ => "ab9_.:-/ ü\n\"\\{}"[random.Next(15)])]);
            var clean = PrometheusName.Clean(name);

            Allowed().IsMatch(clean).ShouldBeTrue($"seed {seed}: '{name}' became '{clean}'");
            PrometheusName.Clean(clean).ShouldBe(clean, $"seed {seed}: '{name}'");
        }
    }

    /// <summary>A small reader of labels is the oracle: what was written is read back, cut where it is too long.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Any_value_of_a_label_reads_back(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 1_000; i++)
        {
            var values = Enumerable.Range(0, random.Next(1, 4)).Select(n => KeyValuePair.Create($"k{n}", (object?)Value(random))).ToArray();

            var text = PrometheusLabels.Write(values.AsSpan(..1), values.AsSpan(1..));

            var read = Labels().Matches(text).ToDictionary(match => match.Groups[1].Value, match => Regex.Unescape(match.Groups[2].Value));
            string.Join(",", Labels().Matches(text).Select(match => match.Value)).ShouldBe(text, $"seed {seed}: nothing else is in it");
            foreach (var (name, value) in values)
            {
                var whole = value as string ?? "";
                read[name].ShouldBe(whole.Length <= PrometheusLabels.ValueLengthMax ? whole : whole[..PrometheusLabels.ValueLengthMax], $"seed {seed}");
            }
        }
    }

    [Fact]
    public void Labels_are_sorted_cleaned_joined_and_never_called_le()
    {
        PrometheusLabels.Write([], []).ShouldBe("");
        PrometheusLabels.Write([new("b", 1), new("a", true)], [new("le", 1.5), new("c", null)]).ShouldBe("a=\"true\",b=\"1\",c=\"\",le_=\"1.5\"");
        PrometheusLabels.Write([new("a.b", "x")], [new("a-b", "y")]).ShouldBe("a_b=\"x;y\"", "two tags that are one label are joined");
        PrometheusLabels.Write([new("a.b", "x")], [new("a-b", "x")]).ShouldBe("a_b=\"x\"");
    }

    [Fact]
    public void A_long_value_is_not_cut_within_a_character()
    {
        var text = PrometheusLabels.Write([new("a", new string('x', 255) + "🙂")], []);

        text.ShouldBe($"a=\"{new string('x', 255)}\"");
    }

    [Theory]
    [InlineData("s", 0.0001, 30)]
    [InlineData("By", 256, 1_073_741_824)]
    [InlineData("{record}", 1, 8192)]
    [InlineData(null, 1, 8192)]
    public void Bounds_of_a_histogram_fit_its_unit_and_grow(string? unit, double first, double last)
    {
        var bounds = HistogramBounds.OfUnit(unit);

        (bounds[0], bounds[^1]).ShouldBe((first, last));
        bounds.ShouldBe(bounds.Order().Distinct());
    }

    private static string Value(Random random) => random.Next(5) switch
    {
        0 => "",
        1 => "line\nfeed \\ and \"quotes\"",
        2 => new string('x', random.Next(250, 270)),
        3 => "C:\\new\\table",
        _ => "größe, a=\\\"b",
    };

    [GeneratedRegex("^[a-zA-Z_][a-zA-Z0-9_]*$")]
    private static partial Regex Allowed();

    [GeneratedRegex("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\.)*)\"")]
    private static partial Regex Labels();
}
