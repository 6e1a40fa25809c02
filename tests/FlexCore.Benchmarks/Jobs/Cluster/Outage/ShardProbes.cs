using System.Diagnostics;
using System.Globalization;
using System.Text;
using FlexCore.Domain;

namespace FlexCore.Benchmarks.Jobs.Cluster.Outage;

/// <summary>Writes to an event stream of every shard again and again through one node, and keeps when each write was sent and acknowledged.</summary>
/// <remarks>One loop per shard; the lists are read when all loops have ended.</remarks>
internal sealed class ShardProbes : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly HttpClient _http;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<(long SentAt, long AnsweredAt)>[] _acknowledged;
    private readonly TaskCompletionSource[] _served;
    private readonly Task[] _loops;
    private long _mark;

    public ShardProbes(int port, int shards)
    {
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(30) };
        _acknowledged = [.. Enumerable.Range(0, shards).Select(static _ => new List<(long, long)>())];
        _served = [.. Enumerable.Range(0, shards).Select(static _ => Signal())];
        _loops = [.. Enumerable.Range(0, shards).Select(shard => RunAsync(shard, KeyOf(shard, shards)))];
    }

    /// <summary>Returns when a write that was sent from now on has been acknowledged in every shard.</summary>
    public async Task WhenAllServedAsync()
    {
        for (var shard = 0; shard < _served.Length; shard++)
        {
            Volatile.Write(ref _served[shard], Signal());
        }

        Volatile.Write(ref _mark, Stopwatch.GetTimestamp());
        await Task.WhenAll(_served.Select(static served => served.Task)).WaitAsync(TimeSpan.FromMinutes(2));
    }

    /// <summary>Ends the loops.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_loops);
    }

    /// <summary>The longest time, in any shard, without an acknowledgement between two of them that came after an instant.</summary>
    public TimeSpan LongestGap(long from) => _acknowledged.Max(answers =>
    {
        var times = answers.Select(static answer => answer.AnsweredAt).ToList();
        var longest = TimeSpan.Zero;
        for (var i = 1; i < times.Count; i++)
        {
            var gap = Stopwatch.GetElapsedTime(times[i - 1], times[i]);
            longest = times[i] > from && gap > longest ? gap : longest;
        }

        return longest;
    });

    /// <summary>From an instant until every shard had acknowledged a write that was sent after it.</summary>
    public TimeSpan AllServedAfter(long from) => _acknowledged.Max(answers => Stopwatch.GetElapsedTime(from, answers.First(answer => answer.SentAt > from).AnsweredAt));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _http.Dispose();
        _stop.Dispose();
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static string KeyOf(int shard, int shards) => Enumerable.Range(0, int.MaxValue)
        .Select(static number => string.Create(CultureInfo.InvariantCulture, $"probe-{number}"))
        .First(key => new EntityId(TenantId.Default, "event-stream", key).ShardOf(shards) == shard);

    private async Task RunAsync(int shard, string key)
    {
        const string body = """{"events":[{"type":"probe","data":{}}]}""";
        using var timer = new PeriodicTimer(Pause);
        while (!_stop.IsCancellationRequested)
        {
            var sentAt = Stopwatch.GetTimestamp();
            if (await TrySendAsync(key, body))
            {
                _acknowledged[shard].Add((sentAt, Stopwatch.GetTimestamp()));
                if (sentAt >= Volatile.Read(ref _mark))
                {
                    Volatile.Read(ref _served[shard]).TrySetResult();
                }
            }

            await timer.WaitForNextTickAsync();
        }
    }

    private async Task<bool> TrySendAsync(string key, string body)
    {
        try
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await _http.PostAsync(new Uri($"/api/v1/events/streams/{key}", UriKind.Relative), content, _stop.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            // Not acknowledged: that is what is measured.
            return false;
        }
    }
}
