using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using FlexCore.Benchmarks.Harness;
using FlexCore.Benchmarks.Limits;

namespace FlexCore.Benchmarks.Jobs.Http;

/// <summary>Durable appends to users' event streams over HTTP, beside plain SQLite that inserts the same events with as many rows in a commit. The clients run on the same machine.</summary>
/// <param name="eventsInRequest">How many events each request appends.</param>
/// <param name="connections">How many clients ask at the same time, each one thing after the other.</param>
/// <param name="reach">The least share of the limit.</param>
public sealed class HttpEventAppendJob(int eventsInRequest, int connections, double? reach) : IBenchmarkJob
{
    private const int StreamsOfClient = 20;
    private const int LimitRows = 200_000;
    private const double WarmUpSeconds = 2;
    private const double Seconds = 5;
    private static readonly string Data = $$"""{"id":"12-123456","value":123,"text":"{{new string('x', 60)}}"}""";

    public string Name => string.Create(CultureInfo.InvariantCulture, $"http-events-append-{eventsInRequest}");

    public string Limit => string.Create(CultureInfo.InvariantCulture, $"plain SQLite inserts, {RowsInCommit} a commit");

    public string Unit => "events/s";

    public Durability Durability => Durability.D2;

    public double? RatioReach => reach;

    // The node commits what waits together, and that is a request of each client at most.
    private int RowsInCommit => eventsInRequest * connections;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var node = await BenchmarkNode.StartAsync(context.NewFolder());
        var root = new Uri($"http://127.0.0.1:{node.Port}/api/v1/events/streams/");
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections });
        var body = Encoding.UTF8.GetBytes($"{{\"events\":[{string.Join(',', Enumerable.Repeat($"{{\"type\":\"LoadTested\",\"data\":{Data}}}", eventsInRequest))}]}}");
        await LoadAsync(http, root, body, WarmUpSeconds * context.Scale).ConfigureAwait(false);
        var startedAt = Stopwatch.GetTimestamp();
        var requests = await LoadAsync(http, root, body, Seconds * context.Scale).ConfigureAwait(false);
        return requests * eventsInRequest / Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
    }

    public Task<double?> MeasureLimitAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var plain = new PlainSqlite(context.NewFolder());
        var rows = context.Amount(LimitRows);
        var startedAt = Stopwatch.GetTimestamp();
        plain.Insert(rows, RowsInCommit, StreamsOfClient * connections, Encoding.UTF8.GetBytes(Data));
        return Task.FromResult<double?>(rows / Stopwatch.GetElapsedTime(startedAt).TotalSeconds);
    }

    private async Task<long> LoadAsync(HttpClient http, Uri root, byte[] body, double seconds)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, connections).Select(client => Task.Run(async () =>
        {
            var count = 0L;
            for (; Stopwatch.GetElapsedTime(startedAt).TotalSeconds < seconds; count++)
            {
                using var content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
                using var answer = await http.PostAsync(new Uri(root, string.Create(CultureInfo.InvariantCulture, $"c{client}-{count % StreamsOfClient}")), content).ConfigureAwait(false);
                if (answer.StatusCode != HttpStatusCode.Created)
                {
                    throw new InvalidOperationException($"An append was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync().ConfigureAwait(false)}");
                }
            }

            return count;
        }))).ConfigureAwait(false);
        return counts.Sum();
    }
}
