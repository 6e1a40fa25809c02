namespace FlexCore.Benchmarks.Harness;

/// <summary>One figure and, where there is one, the limit that is measured beside it. Higher is better for both.</summary>
public interface IBenchmarkJob
{
    /// <summary>A short name; the command line filters by it.</summary>
    string Name { get; }

    /// <summary>What the limit is, or why there is none.</summary>
    string Limit { get; }

    /// <summary>The unit of both figures, for example <c>events/s</c>.</summary>
    string Unit => "events/s";

    /// <summary>What survives.</summary>
    Durability Durability { get; }

    /// <summary>The least share of the limit to reach; <see langword="null"/> when only <see cref="RateReach"/> counts.</summary>
    double? RatioReach => null;

    /// <summary>The least figure to reach; <see langword="null"/> when only <see cref="RatioReach"/> counts.</summary>
    double? RateReach => null;

    /// <summary>Runs our code once.</summary>
    Task<double> MeasureAsync(BenchmarkContext context);

    /// <summary>Runs the limit once; <see langword="null"/> when there is none.</summary>
    Task<double?> MeasureLimitAsync(BenchmarkContext context) => Task.FromResult<double?>(null);
}
