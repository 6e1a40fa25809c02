using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using FlexCore.Benchmarks.Harness;

namespace FlexCore.Benchmarks.Jobs.Http;

/// <summary>From the moment an event is sent by POST /events to the moment a client of /events/stream has read it, at 1,000 events a second.</summary>
/// <remarks>Open loop: an event's time counts from the instant it was due, so a stall shows in every event behind it.</remarks>
public sealed class SseLatencyJob : IBenchmarkJob
{
    private const int Rate = 1_000;
    private const int WarmUpEvents = 2_000;
    private const int Events = 5_000;
    private const int SendersMax = 64;

    public string Name => "http-event-to-sse-client";

    public string Limit => "none; p99 below 20 ms, so at least 50/s of 1/p99";

    public string Unit => "1/p99 seconds";

    public Durability Durability => Durability.D2;

    public double? RateReach => 50;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var node = await BenchmarkNode.StartAsync(context.NewFolder());
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = SendersMax + 1 };
        using var client = new HttpClient(handler) { BaseAddress = new Uri($"http://127.0.0.1:{node.Port}") };
        var count = WarmUpEvents + context.Amount(Events);
        var due = new long[count];
        var seen = new long[count];
        using var stream = await client.GetStreamAsync(new Uri("/events/stream", UriKind.Relative));
        var reading = ReadAsync(stream, seen);
        await SendAsync(client, due);
        await reading.WaitAsync(TimeSpan.FromMinutes(1));
        var latencies = Enumerable.Range(WarmUpEvents, count - WarmUpEvents)
            .Select(i => Stopwatch.GetElapsedTime(due[i], seen[i]).TotalSeconds)
            .Order()
            .ToArray();
        return 1 / latencies[(int)(latencies.Length * 0.99)];
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
        var json = string.Create(CultureInfo.InvariantCulture, $$"""{"type":"latency.test","source":"benchmark","data":{"number":{{number}},"end":true} }""");
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri("/events", UriKind.Relative), content);
        turns.Release();
        if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Accepted))
        {
            throw new InvalidOperationException($"POST /events answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        }
    }

    private static async Task ReadAsync(Stream stream, long[] seen)
    {
        const string Mark = "\"number\":";
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
