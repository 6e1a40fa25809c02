using System.Diagnostics.Metrics;

namespace FlexCore.Api.Metrics;

/// <summary>The upper bounds of a histogram's buckets: what its instrument advises, else what suits its unit.</summary>
internal static class HistogramBounds
{
    // From a commit on a fast disk, 0.1 ms, to what a caller gives up on.
    private static readonly double[] Seconds =
        [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private static readonly double[] Bytes =
        [256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864, 268_435_456, 1_073_741_824];

    private static readonly double[] Counts = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192];

    public static double[] Of<T>(Histogram<T> histogram)
        where T : struct => histogram.Advice?.HistogramBucketBoundaries is { Count: > 0 } advised
        ? [.. advised.Select(static bound => Convert.ToDouble(bound, System.Globalization.CultureInfo.InvariantCulture))]
        : OfUnit(histogram.Unit);

    public static double[] OfUnit(string? unit) => unit switch
    {
        "s" => Seconds,
        "By" => Bytes,
        _ => Counts,
    };
}
