using System.Diagnostics;
using FlexCore.Application.Streams;
using FlexCore.Domain;
using FlexCore.Streams.Compilation;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Execution;
using FlexCore.Testing.Storage;

namespace FlexCore.Benchmarks.Jobs.Streams;

/// <summary>Runs a pipeline from its definition to its finished output, as the command line does but with checkpoints in memory.</summary>
internal static class PipelineRun
{
    /// <summary>Runs and gives the elapsed seconds, the processor seconds and the counters.</summary>
    public static async Task<(double Seconds, double CpuSeconds, StreamProgress Progress)> RunAsync(PipelineDefinition definition, string folder)
    {
        var compiled = PipelineCompiler.Compile(definition, new CompileOptions { BaseDirectory = folder });
        var graph = compiled.Graph ?? throw new InvalidOperationException(string.Join('\n', compiled.Diagnostics));
        var runtime = new StreamRuntime(new InMemoryStore().Checkpoints, TimeProvider.System, new StreamsOptions());
        var options = new StreamRunOptions { Stream = new EntityId(TenantId.Default, "datastream", "benchmark"), RunId = "run" };
        var cpu = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        await using var run = await runtime.StartAsync(graph, options).ConfigureAwait(false);
        await run.Completion.ConfigureAwait(false);
        return (watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds, run.Progress);
    }
}
