using FlexCore.Benchmarks.Harness;
using FlexCore.LoadGenerator;

namespace FlexCore.Benchmarks.Jobs.Http;

/// <summary>The mix of requests that users of the earlier FlexCore loaded it with, 500 connections, beside Kestrel that answers constants. Every request must succeed.</summary>
public sealed class HttpMixJob : IBenchmarkJob
{
    private const double Seconds = 5;

    public string Name => "http-classic-mix-500";

    public string Limit => "Kestrel that answers constants";

    public string Unit => "requests/s";

    public Durability Durability => Durability.D2;

    public double? RatioReach => 0.5;

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
            Requests = [new LoadRequest("GET", "/health"), new LoadRequest("GET", "/info"), new LoadRequest("POST", "/events/test?type=load.test")],
            Connections = 500,
            WarmUpSeconds = 3,
            Seconds = Seconds * context.Scale,
        };
        return (await BenchmarkNode.LoadAsync(plan, folder)).Rate;
    }
}
