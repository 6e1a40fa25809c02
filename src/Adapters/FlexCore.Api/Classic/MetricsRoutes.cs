using FlexCore.Api.Metrics;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;

namespace FlexCore.Api.Classic;

/// <summary>Shows all metrics of the process.</summary>
/// <param name="endpoint">Measures and writes them.</param>
internal sealed class MetricsRoutes(PrometheusEndpoint endpoint) : IRouteSet
{
    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/metrics", AnswerStyle.Text, "All metrics for Prometheus, or as OpenMetrics when the Accept header asks for it.", exchange => endpoint.HandleAsync(exchange.Http))
        {
            Response = new RouteBody("See METRICS.md for the names.", "text/plain", "application/openmetrics-text"),
        },
    ];
}
