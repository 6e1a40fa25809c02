using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.Metrics;

/// <summary>Answers <c>GET /metrics</c>: all metrics of the process in the format that Prometheus asks for.</summary>
/// <remarks>Thread-safe. Measuring begins with the first instance and ends when it is disposed; counters are those of this time.</remarks>
public sealed class PrometheusEndpoint : IDisposable
{
    private const string OpenMetricsType = "application/openmetrics-text";

    private readonly MetricCollector _collector;
    private readonly NodeInstruments _node;

    /// <summary>Begins to measure.</summary>
    /// <param name="options">The bounds.</param>
    /// <param name="time">The node's clock.</param>
    /// <param name="activeNodes">Counts the nodes that serve, called at each measurement.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public PrometheusEndpoint(MetricsOptions options, TimeProvider time, Func<int> activeNodes)
    {
        ArgumentNullException.ThrowIfNull(activeNodes);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _collector = new MetricCollector(options);
        _node = new NodeInstruments(time.GetUtcNow(), activeNodes);
    }

    /// <summary>Writes the metrics as the answer to a request.</summary>
    /// <param name="context">The request. Its <c>Accept</c> header chooses between OpenMetrics 1.0 and the text format 0.0.4.</param>
    public Task HandleAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var openMetrics = AcceptsOpenMetrics(context.Request.Headers.Accept.ToString());
        context.Response.ContentType = openMetrics
            ? $"{OpenMetricsType}; version=1.0.0; charset=utf-8"
            : "text/plain; version=0.0.4; charset=utf-8";
        return context.Response.WriteAsync(Render(openMetrics), context.RequestAborted);
    }

    /// <summary>The metrics as text.</summary>
    /// <param name="openMetrics">OpenMetrics 1.0 instead of the text format 0.0.4.</param>
    public string Render(bool openMetrics) => new PrometheusWriter(openMetrics).Write(_collector.Collect());

    /// <inheritdoc/>
    public void Dispose()
    {
        _node.Dispose();
        _collector.Dispose();
    }

    // Prometheus names every format it can read with a weight; the older one is the answer to everyone who does not ask for the newer.
    private static bool AcceptsOpenMetrics(string accept) => accept.Split(',').Any(static part =>
    {
        var fields = part.Split(';', StringSplitOptions.TrimEntries);
        return fields[0].Equals(OpenMetricsType, StringComparison.OrdinalIgnoreCase) && !fields.Contains("q=0");
    });
}
