using FlexCore.Benchmarks.Harness;

namespace FlexCore.Benchmarks.Jobs.AccessLog;

/// <summary>The largest working set of the access-log example: how many times it fits into 250 MB. <c>--scale 12</c> makes the log 5 GB.</summary>
public sealed class WorkingSetJob : IBenchmarkJob
{
    private const int Lines = 2_000_000;
    private const double AllowedBytes = 250e6;

    public string Name => "access-log-working-set";

    public string Limit => "none; the working set must fit into 250 MB";

    public string Unit => "times the peak working set fits into 250 MB";

    public Durability Durability => Durability.D2;

    public double? RateReach => 1;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var folder = context.NewFolder();
        var log = AccessLogFile.Ensure(context.Amount(Lines));
        return AllowedBytes / (await ProcessRun.FlexcoreAsync(folder, AccessLogPipeline.Arguments(folder, log)).ConfigureAwait(false)).PeakBytes;
    }
}
