using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using FlexCore.Benchmarks.Harness;
using FlexCore.LoadGenerator;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Benchmarks.Jobs.Events;

/// <summary>From the moment an append is sent to one node to the moment a client of another node's event stream has read the event: two processes on one PostgreSQL.</summary>
/// <remarks>
/// Open loop: an event's time counts from the instant it was due, so the append itself, the way to the owner of the stream and every stall are in it; the time from the
/// commit on is less. Both nodes follow the feed all the time.
/// </remarks>
/// <param name="hints">Whether nodes tell each other that they have committed; else they only look.</param>
/// <param name="reach">The least of 1/p99.</param>
public sealed class CommitToClientJob(bool hints, double reach) : IBenchmarkJob
{
    private const int Rate = 100;
    private const int WarmUpEvents = 500;
    private const int Events = 2_000;
    private const int SendersMax = 64;
    private const string Mark = "\"number\":";

    public string Name => $"commit-to-sse-client-{(hints ? "with-hints" : "poll-only")}";

    public string Limit => $"none; p99 below {1_000 / reach:0} ms";

    public string Unit => "1/p99 seconds";

    public Durability Durability => Durability.D2;

    public double? RateReach => reach;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (server, schema) = (await SharedPostgres.Server, SharedPostgres.NewSchema());
        await using var writer = await StartAsync(context, server, schema, "node-1");
        await using var reader = await StartAsync(context, server, schema, "node-2");
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = SendersMax };
        using var client = new HttpClient(handler) { BaseAddress = new Uri($"http://127.0.0.1:{writer.Port}") };
        using var follower = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{reader.Port}") };
        await WhenSharedAsync(follower);
        var count = WarmUpEvents + context.Amount(Events);
        var (due, seen) = (new long[count], new long[count]);
        using var stream = await follower.GetStreamAsync(new Uri("/api/v1/events", UriKind.Relative));
        var reading = ReadAsync(stream, seen);
        await SendAsync(client, due);
        await reading.WaitAsync(TimeSpan.FromMinutes(1));
        var latencies = Enumerable.Range(WarmUpEvents, count - WarmUpEvents).Select(i => Stopwatch.GetElapsedTime(due[i], seen[i]).TotalSeconds).Order().ToArray();
        return 1 / latencies[(int)(latencies.Length * 0.99)];
    }

    private Task<ServerProcess> StartAsync(BenchmarkContext context, PostgresServer server, string schema, string name)
    {
        var folder = context.NewFolder();
        string[] settings =
        [
            "flexcore.engine.kind=postgres",
            "flexcore.engine.cluster-name=benchmark",
            $"flexcore.postgres.connection-string={server.TcpConnectionString}",
            $"flexcore.postgres.schema={schema}",
            $"flexcore.postgres.hints={(hints ? "on" : "off")}",
            $"flexcore.cluster.node-name={name}",
            string.Create(CultureInfo.InvariantCulture, $"flexcore.cluster.transport.port={NodeHost.FreePort()}"),
        ];
        return ServerProcess.StartAsync(
            Path.Combine(AppContext.BaseDirectory, "flexcore.dll"), folder, ["start", "--port", "0", "--data", folder, .. settings.SelectMany(static setting => new[] { "--set", setting })]);
    }

    // Until both nodes are up and every shard has its owner.
    private static async Task WhenSharedAsync(HttpClient client)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (await timer.WaitForNextTickAsync())
        {
            using var json = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/v1/cluster", UriKind.Relative)));
            var cluster = json.RootElement;
            if (cluster.GetProperty("members").EnumerateArray().Count(static member => member.GetProperty("status").GetString() == "up") == 2
                && cluster.GetProperty("unowned").GetInt32() == 0 && cluster.GetProperty("moving").GetInt32() == 0)
            {
                return;
            }
        }
    }

    private static async Task SendAsync(HttpClient client, long[] due)
    {
        using var turns = new SemaphoreSlim(SendersMax);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        var started = Stopwatch.GetTimestamp();
        var sending = new List<Task>(due.Length);
        for (var i = 0; i < due.Length; i++)
        {
            due[i] = started + (i * Stopwatch.Frequency / Rate);
            while (Stopwatch.GetTimestamp() < due[i])
            {
                await timer.WaitForNextTickAsync();
            }

            await turns.WaitAsync();
            sending.Add(PostAsync(client, i, turns));
        }

        await Task.WhenAll(sending);
    }

    private static async Task PostAsync(HttpClient client, int number, SemaphoreSlim turns)
    {
        var json = string.Create(CultureInfo.InvariantCulture, $$"""{"events":[{"type":"latency.test","data":{{{Mark}}{{number}},"end":true} } ] }""");
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri($"/api/v1/events/streams/latency-{number % 50}", UriKind.Relative), content);
        turns.Release();
        if (response.StatusCode != HttpStatusCode.Created)
        {
            throw new InvalidOperationException($"The append was answered with {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        }
    }

    private static async Task ReadAsync(Stream stream, long[] seen)
    {
        using var reader = new StreamReader(stream);
        for (var left = seen.Length; left > 0;)
        {
            var line = await reader.ReadLineAsync() ?? throw new InvalidOperationException("The event stream ended.");
            var at = line.IndexOf(Mark, StringComparison.Ordinal);
            if (at >= 0)
            {
                var digits = line.AsSpan(at + Mark.Length);
                seen[int.Parse(digits[..digits.IndexOf(',')], CultureInfo.InvariantCulture)] = Stopwatch.GetTimestamp();
                left--;
            }
        }
    }
}
