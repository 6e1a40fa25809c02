using System.Diagnostics;
using System.Text;
using FlexCore.Benchmarks.Harness;
using FlexCore.Benchmarks.Limits;
using FlexCore.LoadGenerator;

namespace FlexCore.Benchmarks.Jobs.Http;

/// <summary>Durable NDJSON batches of 1,000 records over HTTP, beside plain SQLite that inserts the same records, 1,000 rows in a commit.</summary>
public sealed class HttpBatchIngestJob : IBenchmarkJob
{
    private const int RecordsInBatch = 1_000;
    private const int LimitRows = 400_000;
    private const double Seconds = 5;

    public string Name => "http-ingest-ndjson-1000";

    public string Limit => "plain SQLite inserts, 1,000 a commit";

    public string Unit => "records/s";

    public Durability Durability => Durability.D2;

    public double? RatioReach => 0.5;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var folder = context.NewFolder();
        await using var node = await BenchmarkNode.StartAsync(folder);
        var plan = new LoadPlan
        {
            Port = node.Port,
            Requests = [new LoadRequest("POST", BenchmarkNode.RecordsPath) { Records = RecordsInBatch }],
            Connections = 4,
            WarmUpSeconds = 3,
            Seconds = Seconds * context.Scale,
        };
        return (await BenchmarkNode.LoadAsync(plan, folder)).Rate * RecordsInBatch;
    }

    public Task<double?> MeasureLimitAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var plain = new PlainSqlite(context.NewFolder());
        var payload = Encoding.UTF8.GetBytes($$"""{"id":"12-123456","type":"load.test","value":123,"text":"{{new string('x', 60)}}"}""");
        var rows = context.Amount(LimitRows);
        var started = Stopwatch.GetTimestamp();
        plain.Insert(rows, RecordsInBatch, streamCount: 1, payload);
        return Task.FromResult<double?>(rows / Stopwatch.GetElapsedTime(started).TotalSeconds);
    }
}
