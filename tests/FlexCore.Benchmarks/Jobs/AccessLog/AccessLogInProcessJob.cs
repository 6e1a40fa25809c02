using FlexCore.Benchmarks.Harness;
using FlexCore.Benchmarks.Jobs.Streams;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Benchmarks.Jobs.AccessLog;

/// <summary>The access-log example inside this process, per processor second, for figures that are measured beside it.</summary>
internal sealed class AccessLogInProcessJob : IBenchmarkJob
{
    private const int Lines = 1_000_000;

    public string Name => "access-log-in-process";

    public string Limit => "none: the access log beside other programs is a job of its own";

    public string Unit => "lines per processor second";

    public Durability Durability => Durability.D1;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        var lines = context.Amount(Lines);
        var loaded = PipelineLoader.Load(await File.ReadAllTextAsync(AccessLogPipeline.Find()).ConfigureAwait(false));
        var definition = loaded.Definition ?? throw new InvalidOperationException(string.Join('\n', loaded.Diagnostics));
        definition = definition with { Source = new FileSourceDefinition([AccessLogFile.Ensure(lines)]) };
        var folder = context.NewFolder();
        Directory.CreateDirectory(Path.Combine(folder, "out"));
        var (_, cpu, progress) = await PipelineRun.RunAsync(definition, folder).ConfigureAwait(false);
        // A few of the log's lines are blank on purpose.
        return progress.RecordsIn >= lines * 0.99 ? lines / cpu : throw new InvalidOperationException($"{progress.RecordsIn} of {lines} lines were read.");
    }
}
