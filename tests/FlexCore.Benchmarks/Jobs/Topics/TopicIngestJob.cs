using System.Diagnostics;
using System.Text;
using FlexCore.Application.EventTopics;
using FlexCore.Benchmarks.Harness;
using FlexCore.Benchmarks.Limits;
using FlexCore.Domain;
using FlexCore.Hosting.Engine;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Benchmarks.Jobs.Topics;

/// <summary>Durable ingest into one event topic, below HTTP: appends of a fixed number of records with a fixed number in flight.</summary>
/// <param name="records">Records in one append.</param>
/// <param name="inFlight">How many callers each wait for one answer at a time.</param>
/// <param name="reach">The least share of the limit.</param>
public sealed class TopicIngestJob(int records, int inFlight, double reach) : IBenchmarkJob
{
    private static readonly byte[] Record = Encoding.UTF8.GetBytes(
        "{\"id\":1234567,\"customer\":\"c-4711\",\"sku\":\"A-100-B\",\"quantity\":3,\"price\":19.99,\"at\":\"2026-03-01T12:00:00.123Z\"}\n");

    public string Name => $"topic-ingest-{records}-per-append-{inFlight}-in-flight";

    public string Limit => $"plain SQLite inserts of the same records, {Math.Max(records, inFlight)} per commit";

    public string Unit => "records/s";

    public Durability Durability => Durability.D2;

    public double? RatioReach => reach;

    private int Count => records > 1 ? 1_000_000 : 100_000;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var settings = new EngineSettings();
        settings.Store.DataFolder = context.NewFolder();
        var engine = await EmbeddedEngine.OpenAsync(settings, TimeProvider.System, NullLoggerFactory.Instance).ConfigureAwait(false);
        await using (engine.ConfigureAwait(false))
        {
            var lines = Enumerable.Repeat(Record, records).SelectMany(line => line).ToArray();
            var perCaller = context.Amount(Count) / records / inFlight;
            var startedAt = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(() => AppendAsync(engine.EventTopics, lines, perCaller)))).ConfigureAwait(false);
            return (double)perCaller * inFlight * records / Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
        }
    }

    public Task<double?> MeasureLimitAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var plain = new PlainSqlite(context.NewFolder());
        var count = context.Amount(Count);
        var startedAt = Stopwatch.GetTimestamp();
        plain.Insert(count, Math.Max(records, inFlight), 1, Record);
        return Task.FromResult<double?>(count / Stopwatch.GetElapsedTime(startedAt).TotalSeconds);
    }

    private async Task AppendAsync(IEventTopics topics, byte[] lines, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var reply = await topics.AppendAsync(new EventTopicAppend(SecurityContext.Development, "orders", lines, records, "benchmark")).ConfigureAwait(false);
            if (reply.Refusal is { } refusal)
            {
                throw new InvalidOperationException($"Append {i} was refused: {refusal.Message}");
            }
        }
    }
}
