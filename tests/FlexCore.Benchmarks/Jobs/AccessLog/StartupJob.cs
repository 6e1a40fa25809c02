using FlexCore.Benchmarks.Harness;

namespace FlexCore.Benchmarks.Jobs.AccessLog;

/// <summary>A whole <c>flexcore run</c> over an empty file: start of the process, new data folder, empty output, end.</summary>
public sealed class StartupJob : IBenchmarkJob
{
    public string Name => "startup-empty-file";

    public string Limit => "none; at least one start a second";

    public string Unit => "starts/s";

    public Durability Durability => Durability.D2;

    public double? RateReach => 1;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var folder = context.NewFolder();
        var log = Path.Combine(folder, "empty.log");
        await File.WriteAllTextAsync(log, string.Empty).ConfigureAwait(false);
        return 1 / (await ProcessRun.FlexcoreAsync(folder, AccessLogPipeline.Arguments(folder, log)).ConfigureAwait(false)).Elapsed.TotalSeconds;
    }
}
