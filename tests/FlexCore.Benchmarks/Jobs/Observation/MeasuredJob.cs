using FlexCore.Api.Metrics;
using FlexCore.Benchmarks.Harness;

namespace FlexCore.Benchmarks.Jobs.Observation;

/// <summary>Another job while <c>/metrics</c> is kept, beside the same job while nobody measures: what the metrics cost.</summary>
internal sealed class MeasuredJob(IBenchmarkJob job) : IBenchmarkJob
{
    public string Name => $"metrics-cost-{job.Name}";

    public string Limit => "the same without anybody measuring";

    public string Unit => job.Unit;

    public Durability Durability => job.Durability;

    public double? RatioReach => 0.9;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        using var endpoint = new PrometheusEndpoint(new MetricsOptions(), TimeProvider.System, static () => 1);
        var figure = await job.MeasureAsync(context).ConfigureAwait(false);
        return endpoint.Render(openMetrics: false).Contains("flexcore_", StringComparison.Ordinal)
            ? figure
            : throw new InvalidOperationException("Nothing was measured.");
    }

    public async Task<double?> MeasureLimitAsync(BenchmarkContext context) => await job.MeasureAsync(context).ConfigureAwait(false);
}
