namespace FlexCore.Api.Metrics;

/// <summary>What Prometheus knows a family as.</summary>
internal enum MetricKind
{
    /// <summary>A total that only grows.</summary>
    Counter,

    /// <summary>A value that goes up and down.</summary>
    Gauge,

    /// <summary>Counts per range, with their sum.</summary>
    Histogram,
}
