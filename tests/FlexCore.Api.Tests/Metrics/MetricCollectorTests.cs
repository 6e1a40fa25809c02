using System.Diagnostics.Metrics;
using FlexCore.Api.Metrics;

namespace FlexCore.Api.Tests.Metrics;

public sealed class MetricCollectorTests
{
    [Fact]
    public void A_counter_adds_up_per_combination_of_labels()
    {
        using var measured = new MeasuredMeter();
        var counter = measured.Meter.CreateCounter<long>("flexcore.test.things", "{thing}", "Things.");
        counter.Add(2, Tag("kind", "a"));
        counter.Add(3, Tag("kind", "a"));
        counter.Add(5, Tag("kind", "b"));
        counter.Add(7);

        var samples = measured.Samples();
        samples["flexcore_test_things_total{kind=a}"].ShouldBe(5);
        samples["flexcore_test_things_total{kind=b}"].ShouldBe(5);
        samples["flexcore_test_things_total{}"].ShouldBe(7);
    }

    [Fact]
    public void An_instrument_that_cannot_be_read_costs_its_own_series_only()
    {
        using var measured = new MeasuredMeter();
        measured.Meter.CreateObservableGauge("flexcore.test.ended", long () => throw new ObjectDisposedException("owner"));
        measured.Meter.CreateObservableGauge("flexcore.test.alive", () => 3L);

        measured.Samples().ShouldHaveSingleItem().ShouldBe(new KeyValuePair<string, double>("flexcore_test_alive{}", 3));
    }

    [Fact]
    public void The_order_of_tags_makes_no_other_series()
    {
        using var measured = new MeasuredMeter();
        var counter = measured.Meter.CreateCounter<long>("flexcore.test.things");
        counter.Add(1, Tag("a", 1), Tag("b", true));
        counter.Add(1, Tag("b", true), Tag("a", 1));
        measured.Samples().ShouldHaveSingleItem().ShouldBe(new KeyValuePair<string, double>("flexcore_test_things_total{a=1,b=true}", 2));
    }

    [Fact]
    public void The_tags_of_the_meter_are_labels_and_meters_of_one_name_are_one_family()
    {
        using var measured = new MeasuredMeter(1_000, Tag("kind", "x"));
        measured.Meter.CreateCounter<int>("flexcore.test.things").Add(1);
        measured.Second.CreateCounter<int>("flexcore.test.things").Add(2);
        var samples = measured.Samples();
        samples["flexcore_test_things_total{kind=x}"].ShouldBe(1);
        samples["flexcore_test_things_total{}"].ShouldBe(2);
    }

    [Fact]
    public void Beyond_the_bound_series_are_added_up_in_one_and_nothing_is_lost()
    {
        using var measured = new MeasuredMeter(seriesMax: 10);
        var counter = measured.Meter.CreateCounter<long>("flexcore.test.things");
        for (var i = 0; i < 1_000; i++)
        {
            counter.Add(1, Tag("id", i));
            counter.Add(1, Tag("id", i));
        }

        var samples = measured.Samples();
        samples.Count.ShouldBe(11);
        samples["flexcore_test_things_total{otel_metric_overflow=true}"].ShouldBe(2 * 990);
        samples.Values.Sum().ShouldBe(2_000);
    }

    [Fact]
    public void Observed_series_beyond_the_bound_are_added_up_too()
    {
        using var measured = new MeasuredMeter(seriesMax: 2);
        measured.Meter.CreateObservableGauge("flexcore.test.depth", () => Enumerable.Range(0, 5).Select(id => new Measurement<int>(10, Tag("id", id))));
        for (var scrape = 0; scrape < 3; scrape++)
        {
            measured.Samples()["flexcore_test_depth{otel_metric_overflow=true}"].ShouldBe(30, $"scrape {scrape}");
        }
    }

    [Fact]
    public void A_histogram_counts_each_recording_in_the_first_bucket_that_holds_it()
    {
        using var measured = new MeasuredMeter();
        var histogram = measured.Meter.CreateHistogram<double>("flexcore.test.time", "s", "Time.");
        foreach (var value in new[] { 0.0001, 0.00011, 0.05, 31 })
        {
            histogram.Record(value);
        }

        var samples = measured.Samples();
        samples["flexcore_test_time_seconds_bucket{le=0.0001}"].ShouldBe(1, "a bound belongs to its bucket");
        samples["flexcore_test_time_seconds_bucket{le=0.00025}"].ShouldBe(2);
        samples["flexcore_test_time_seconds_bucket{le=0.05}"].ShouldBe(3);
        samples["flexcore_test_time_seconds_bucket{le=30}"].ShouldBe(3);
        samples["flexcore_test_time_seconds_bucket{le=+Inf}"].ShouldBe(4);
        samples["flexcore_test_time_seconds_count{}"].ShouldBe(4);
        samples["flexcore_test_time_seconds_sum{}"].ShouldBe(31.05021, 1e-9);
    }

    [Fact]
    public void A_histogram_uses_the_bounds_its_instrument_advises()
    {
        using var measured = new MeasuredMeter();
        measured.Meter.CreateHistogram<int>("flexcore.test.size", "{row}", "Rows.", [], new InstrumentAdvice<int> { HistogramBucketBoundaries = [3, 9] }).Record(4);
        measured.Samples().Keys.Where(static key => key.Contains("_bucket", StringComparison.Ordinal)).ShouldBe(
            ["flexcore_test_size_bucket{le=3}", "flexcore_test_size_bucket{le=9}", "flexcore_test_size_bucket{le=+Inf}"]);
    }

    [Fact]
    public void An_observed_value_is_the_one_of_the_scrape()
    {
        using var measured = new MeasuredMeter();
        var depth = 5;
        measured.Meter.CreateObservableGauge("flexcore.test.depth", () => depth);
        measured.Samples()["flexcore_test_depth{}"].ShouldBe(5);
        depth = 2;
        measured.Samples()["flexcore_test_depth{}"].ShouldBe(2);
    }

    [Fact]
    public void What_is_no_longer_observed_is_no_longer_shown()
    {
        using var measured = new MeasuredMeter();
        List<string> streams = ["a", "b"];
        measured.Meter.CreateObservableGauge("flexcore.test.lag", () => streams.Select(stream => new Measurement<long>(1, Tag("pipeline", stream))));
        measured.Samples().Count.ShouldBe(2);
        streams.Remove("a");
        measured.Samples().Keys.ShouldBe(["flexcore_test_lag{pipeline=b}"]);
    }

    [Fact]
    public void Observed_totals_of_several_owners_add_up()
    {
        using var measured = new MeasuredMeter();
        measured.Meter.CreateObservableUpDownCounter("flexcore.test.open", static () => 3);
        measured.Second.CreateObservableUpDownCounter("flexcore.test.open", static () => 4);
        measured.Samples()["flexcore_test_open{}"].ShouldBe(7);
        measured.Samples()["flexcore_test_open{}"].ShouldBe(7, "not 14: each scrape begins anew");
    }

    [Fact]
    public void A_disposed_meter_leaves_its_totals_but_not_its_gauges()
    {
        using var measured = new MeasuredMeter();
        measured.Second.CreateObservableGauge("flexcore.test.depth", static () => 1);
        measured.Second.CreateCounter<long>("flexcore.test.things").Add(4);
        measured.Samples().Count.ShouldBe(2);
        measured.Second.Dispose();
        measured.Samples().ShouldHaveSingleItem().Value.ShouldBe(4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20_261_127)]
    public async Task Counting_from_many_threads_loses_nothing(int seed)
    {
        const int Threads = 4;
        const int Each = 50_000;
        using var measured = new MeasuredMeter();
        var whole = measured.Meter.CreateCounter<long>("flexcore.test.whole");
        var part = measured.Meter.CreateCounter<double>("flexcore.test.part");
        var histogram = measured.Meter.CreateHistogram<int>("flexcore.test.size");
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
        {
            var random = new Random(seed + thread);
            for (var i = 0; i < Each; i++)
            {
                whole.Add(1, Tag("kind", random.Next(50)));
                part.Add(0.5);
                histogram.Record(random.Next(10_000));
            }
        })));

        var samples = measured.Samples();
        samples.Where(static sample => sample.Key.StartsWith("flexcore_test_whole", StringComparison.Ordinal)).Sum(static sample => sample.Value).ShouldBe(Threads * Each);
        samples["flexcore_test_part_total{}"].ShouldBe(Threads * Each / 2.0);
        samples["flexcore_test_size_count{}"].ShouldBe(Threads * Each);
        samples["flexcore_test_size_bucket{le=+Inf}"].ShouldBe(Threads * Each);
    }

    [Fact]
    public void Measuring_a_known_series_allocates_nothing()
    {
        using var measured = new MeasuredMeter();
        var counter = measured.Meter.CreateCounter<long>("flexcore.test.things");
        var histogram = measured.Meter.CreateHistogram<double>("flexcore.test.time", "s");
        var tag = Tag("kind", "ledger");
        var before = 0L;
        for (var i = 0; i < 2_000; i++)
        {
            before = i == 1_000 ? GC.GetAllocatedBytesForCurrentThread() : before;
            counter.Add(1, tag);
            counter.Add(1);
            histogram.Record(0.01, tag);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000, "3,000 measurements");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000_001)]
    public void A_bound_out_of_range_is_refused_by_its_key(int seriesMax) =>
        Should.Throw<ArgumentException>(() => new MetricCollector(new MetricsOptions { SeriesMax = seriesMax })).Message.ShouldContain("flexcore.metrics.series-max");

    private static KeyValuePair<string, object?> Tag(string key, object? value) => new(key, value);
}
