namespace FlexCore.Benchmarks.Harness;

/// <summary>The result of one job: all samples, and what follows from their medians.</summary>
public sealed record BenchmarkRow(IBenchmarkJob Job, double[] Ours, double[] Limits)
{
    public double OursMedian => Median(Ours);

    public double? LimitMedian => Limits.Length == 0 ? null : Median(Limits);

    public double? Ratio => LimitMedian is { } limit ? OursMedian / limit : null;

    public bool Reached => (Job.RatioReach is not { } ratio || Ratio >= ratio) && (Job.RateReach is not { } rate || OursMedian >= rate);

    private static double Median(double[] samples)
    {
        var sorted = samples.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
