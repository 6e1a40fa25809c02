using System.Diagnostics;
using FlexCore.Application.Streams;
using FlexCore.Benchmarks.Harness;
using FlexCore.Benchmarks.Limits;
using FlexCore.Domain;
using FlexCore.Streams.Building;
using FlexCore.Streams.Compilation;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Execution;
using FlexCore.Testing.Storage;

namespace FlexCore.Benchmarks.Jobs.Streams;

/// <summary>NDJSON file → filter → map → count and sum by minute and key → NDJSON file. Both sides are measured in records per second of processor time.</summary>
internal sealed class NdjsonPipelineJob : IBenchmarkJob
{
    private const int Lines = 1_000_000;

    private readonly Lazy<string> _input = new(static () =>
    {
        var path = Path.Combine(Path.GetTempPath(), $"flexcore-orders-{Lines}.ndjson");
        File.WriteAllBytes(path, SampleRecords.Orders(Lines));
        return path;
    });

    public string Name => "ndjson, filter, map, window";

    public string Limit => "hand-written loop with Utf8JsonReader, the same output";

    public string Unit => "records/s per core";

    public Durability Durability => Durability.D1;

    public double? RatioReach => 0.4;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        var folder = context.NewFolder();
        var definition = Pipeline.Named("orders")
            .From(Source.File(_input.Value))
            .Parse(ParseFormat.Json)
            .Filter("status === 'paid'")
            .Map(("country", "user.country"), ("cents", "amount * 100"))
            .Window(TimeSpan.FromMinutes(1), "ts", window => window.By("country").Aggregate("orders", "count()").Aggregate("cents", "sum(cents)"))
            .To(Sink.File("out.ndjson"))
            .Build();
        var result = PipelineCompiler.Compile(definition, new CompileOptions { BaseDirectory = folder });
        var graph = result.Graph ?? throw new InvalidOperationException(string.Join("\n", result.Diagnostics));
        var runtime = new StreamRuntime(new InMemoryStore().Checkpoints, TimeProvider.System);
        var started = ProcessorTime();
        await using var run = await runtime.StartAsync(graph, new StreamRunOptions { Stream = new EntityId(TenantId.Default, "datastream", "orders"), RunId = "1" });
        await run.Completion;
        return Lines / (ProcessorTime() - started).TotalSeconds;
    }

    public Task<double?> MeasureLimitAsync(BenchmarkContext context)
    {
        var output = Path.Combine(context.NewFolder(), "out.ndjson");
        var started = ProcessorTime();
        OrdersByHand.Run(_input.Value, output);
        return Task.FromResult<double?>(Lines / (ProcessorTime() - started).TotalSeconds);
    }

    private static TimeSpan ProcessorTime()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }
}
