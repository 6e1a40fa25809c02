using FlexCore.Api.Metrics;

namespace FlexCore.Api.Tests.Metrics;

/// <summary>Names, labels and the two formats.</summary>
public sealed class PrometheusTextTests
{
    [Theory]
    [InlineData("flexcore.journal.commit.duration", "s", MetricKind.Histogram, "flexcore_journal_commit_duration_seconds")]
    [InlineData("flexcore.entities.commands", "{command}", MetricKind.Counter, "flexcore_entities_commands_total")]
    [InlineData("flexcore.streams.checkpoint.size", "By", MetricKind.Histogram, "flexcore_streams_checkpoint_size_bytes")]
    [InlineData("dotnet.process.cpu.time", "s", MetricKind.Counter, "dotnet_process_cpu_time_seconds_total")]
    [InlineData("a.bytes", "By", MetricKind.Gauge, "a_bytes")]
    [InlineData("share", "1", MetricKind.Gauge, "share_ratio")]
    [InlineData("parts", "1", MetricKind.Counter, "parts_total")]
    [InlineData("already_total", null, MetricKind.Counter, "already_total")]
    [InlineData("9lives-and…more", null, MetricKind.Gauge, "_9lives_and_more")]
    [InlineData("dotnet.timer.count", "{timer}", MetricKind.Gauge, "dotnet_timer")]
    [InlineData("speed", "m/s", MetricKind.Gauge, "speed_m_s")]
    [InlineData("", null, MetricKind.Gauge, "_")]
    internal void An_instruments_name_becomes_one_that_prometheus_accepts(string name, string? unit, MetricKind kind, string expected) =>
        PrometheusName.Of(name, unit, kind).Sample(kind).ShouldBe(expected);

    [Fact]
    public void Label_values_are_escaped_and_come_back_as_they_were()
    {
        using var measured = new MeasuredMeter();
        const string Nasty = "a\"b\\c\nd}e{f=\"g\",ü日😀\r\t ";
        measured.Meter.CreateCounter<int>("flexcore.test.things").Add(1, new KeyValuePair<string, object?>("path", Nasty));
        measured.Samples().Keys.ShouldBe([$"flexcore_test_things_total{{path={Nasty}}}"]);
    }

    [Theory]
    [InlineData("\ud83d\ude00", 128)]
    [InlineData("x\ud83d\ude00", 129)]
    public void A_long_value_is_cut_and_never_in_the_middle_of_a_character(string unit, int times)
    {
        var value = string.Concat(Enumerable.Repeat(unit, times + 100));
        var text = PrometheusLabels.Write([], [new KeyValuePair<string, object?>("v", value)]);
        text.Length.ShouldBeLessThanOrEqualTo(PrometheusLabels.ValueLengthMax + 4);
        char.IsHighSurrogate(text[^2]).ShouldBeFalse();
    }

    [Fact]
    public void Tags_that_are_the_same_label_after_cleaning_are_joined() =>
        PrometheusLabels.Write([new("a.b", 1)], [new("a_b", 2)]).ShouldBe("a_b=\"1;2\"");

    [Fact]
    public void The_label_of_buckets_is_kept_free() => PrometheusLabels.Write([], [new("le", 1)]).ShouldBe("le_=\"1\"");

    [Fact]
    public void A_measurements_tag_replaces_nothing_when_it_says_the_same() =>
        PrometheusLabels.Write([new("kind", "x")], [new("kind", "x"), new("none", null)]).ShouldBe("kind=\"x\",none=\"\"");

    [Fact]
    public void The_older_format_is_as_its_description_shows()
    {
        using var measured = new MeasuredMeter();
        measured.Meter.CreateCounter<int>("flexcore.test.things", "{thing}", "Back\\slash\nand \"line\".").Add(3);
        measured.Meter.CreateHistogram<double>("flexcore.test.time", "s", "Time.", [], new() { HistogramBucketBoundaries = [0.5, 1.0] }).Record(0.75);
        measured.Text().ShouldBe("""
            # HELP flexcore_test_things_total Back\\slash\nand "line".
            # TYPE flexcore_test_things_total counter
            flexcore_test_things_total 3
            # HELP flexcore_test_time_seconds Time.
            # TYPE flexcore_test_time_seconds histogram
            flexcore_test_time_seconds_bucket{le="0.5"} 0
            flexcore_test_time_seconds_bucket{le="1"} 1
            flexcore_test_time_seconds_bucket{le="+Inf"} 1
            flexcore_test_time_seconds_sum 0.75
            flexcore_test_time_seconds_count 1

            """);
    }

    [Fact]
    public void Open_metrics_names_families_without_total_and_tells_units_and_the_end()
    {
        using var measured = new MeasuredMeter();
        measured.Meter.CreateCounter<double>("flexcore.test.busy", "s", "A \"quote\".").Add(1.5);
        measured.Meter.CreateHistogram<double>("flexcore.test.size", "By", "", [], new() { HistogramBucketBoundaries = [10] }).Record(3);
        measured.Text(openMetrics: true).ShouldBe("""
            # HELP flexcore_test_busy_seconds A \"quote\".
            # TYPE flexcore_test_busy_seconds counter
            # UNIT flexcore_test_busy_seconds seconds
            flexcore_test_busy_seconds_total 1.5
            # TYPE flexcore_test_size_bytes histogram
            # UNIT flexcore_test_size_bytes bytes
            flexcore_test_size_bytes_bucket{le="10.0"} 1
            flexcore_test_size_bytes_bucket{le="+Inf"} 1
            flexcore_test_size_bytes_sum 3
            flexcore_test_size_bytes_count 1
            # EOF

            """);
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    [InlineData(1e21, "1E+21")]
    [InlineData(-0.1, "-0.1")]
    public void Numbers_are_written_as_prometheus_reads_them(double value, string expected)
    {
        using var measured = new MeasuredMeter();
        measured.Meter.CreateObservableGauge("flexcore.test.value", () => value);
        measured.Text().ShouldEndWith($"flexcore_test_value {expected}\n");
    }
}
