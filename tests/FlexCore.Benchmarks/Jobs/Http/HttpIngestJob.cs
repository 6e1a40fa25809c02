using FlexCore.Benchmarks.Harness;
using FlexCore.LoadGenerator;

namespace FlexCore.Benchmarks.Jobs.Http;

/// <summary>One durable record per request from 64 connections, beside Kestrel that only reads the body.</summary>
public sealed class HttpIngestJob : IBenchmarkJob
{
    private const double Seconds = 5;

    public string Name => "http-ingest-one-record-64";

    public string Limit => "Kestrel that only reads the body";

    public string Unit => "requests/s";

    public Durability Durability => Durability.D2;

    public double? RatioReach => 0.35;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var folder = context.NewFolder();
        await using var node = await BenchmarkNode.StartAsync(folder);
        return await RateAsync(node, folder, context);
    }

    public async Task<double?> MeasureLimitAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var folder = context.NewFolder();
        await using var limit = await BenchmarkNode.StartLimitAsync(folder);
        return await RateAsync(limit, folder, context);
    }

    private static async Task<double> RateAsync(ServerProcess server, string folder, BenchmarkContext context)
    {
        var plan = new LoadPlan
        {
            Port = server.Port,
            Requests = [new LoadRequest("POST", BenchmarkNode.RecordsPath) { Records = 1 }],
            Connections = 64,
            WarmUpSeconds = 3,
            Seconds = Seconds * context.Scale,
        };
        return (await BenchmarkNode.LoadAsync(plan, folder)).Rate;
    }
}
