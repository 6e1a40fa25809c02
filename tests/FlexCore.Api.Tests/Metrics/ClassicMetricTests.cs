using FlexCore.Api.Metrics;

namespace FlexCore.Api.Tests.Metrics;

/// <summary>The names that earlier systems' dashboards use, from the same measurements.</summary>
public sealed class ClassicMetricTests
{
    [Fact]
    public void A_counter_is_shown_under_its_classic_names_too()
    {
        using var measured = new MeasuredMeter();
        measured.Meter.CreateCounter<long>("flexcore.streams.records.in").Add(7);
        measured.Samples()["flexcore_events_processed_total{}"].ShouldBe(7);
    }

    [Fact]
    public void Requests_have_their_classic_labels_and_their_count()
    {
        using var measured = new MeasuredMeter();
        var requests = measured.Meter.CreateHistogram<double>("http.server.request.duration", "s", "Time.");
        for (var i = 0; i < 3; i++)
        {
            requests.Record(
                0.02, new("http.request.method", "GET"), new("http.route", "/pipelines/{id}"), new KeyValuePair<string, object?>("http.response.status_code", 200));
        }

        var samples = measured.Samples();
        const string Labels = "method=GET,status=200,endpoint=/pipelines/{id}";
        var requestsTotal = samples.Single(static sample => sample.Key.StartsWith("flexcore_requests_total", StringComparison.Ordinal));
        requestsTotal.Value.ShouldBe(3);
        requestsTotal.Key["flexcore_requests_total{".Length..^1].Split(',').ShouldBe(Labels.Split(','), ignoreOrder: true);
        samples.Single(static sample => sample.Key.StartsWith("flexcore_request_duration_seconds_count{", StringComparison.Ordinal)).Value.ShouldBe(3);
        samples.Keys.ShouldContain(static key => key.StartsWith("http_server_request_duration_seconds_bucket{http_request_method=GET", StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_without_a_value_is_not_shown_as_zero()
    {
        using var measured = new MeasuredMeter();
        measured.Meter.CreateCounter<long>("flexcore.other").Add(1);
        measured.Text().ShouldNotContain("flexcore_events");
    }

    [Fact]
    public void Classic_names_are_unique_and_counters_end_in_total()
    {
        ClassicMetric.All.Select(static metric => metric.Name).ShouldBeUnique();
        ClassicMetric.All.ShouldAllBe(static metric => (metric.Kind == MetricKind.Counter) == metric.Name.EndsWith("_total", StringComparison.Ordinal));
    }
}
