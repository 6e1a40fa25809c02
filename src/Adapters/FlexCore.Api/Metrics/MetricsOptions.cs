namespace FlexCore.Api.Metrics;

/// <summary>The bounds of what <c>/metrics</c> keeps.</summary>
public sealed class MetricsOptions
{
    /// <summary>Where these settings live in the configuration.</summary>
    public const string Section = "flexcore.metrics";

    private const int SeriesLimit = 1_000_000;

    /// <summary>
    /// The most series of one metric: combinations of label values. What comes beyond is added up in one series with the label
    /// <c>otel_metric_overflow="true"</c>, so that totals stay right while memory stays bounded.
    /// </summary>
    /// <value>The default value is 1,000; 1 to 1,000,000.</value>
    public int SeriesMax { get; set; } = 1_000;

    /// <summary>Checks every setting.</summary>
    /// <exception cref="ArgumentException">A setting is out of range; the message names its key, value and range.</exception>
    public void Validate()
    {
        if (SeriesMax is < 1 or > SeriesLimit)
        {
            throw new ArgumentException($"{Section}.series-max is {SeriesMax}. Set it from 1 to {SeriesLimit}.");
        }
    }
}
