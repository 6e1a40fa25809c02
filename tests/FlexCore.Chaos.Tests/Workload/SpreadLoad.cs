using System.Globalization;
using System.Text;
using System.Text.Json;
using FlexCore.Chaos.Tests.History;
using FlexCore.Chaos.Tests.Hosts;
using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Workload;

/// <summary>Writers with many keys before a stream that is spread over the nodes: every record comes out once, in the order of its key, and each key is first once.</summary>
/// <remarks>Owned by one test. Each writer is a loop.</remarks>
internal sealed class SpreadLoad : ILoad
{
    private const string Stream = "spread";
    private const int Partitions = 6;
    private const string Output = "spread-out";
    private const int Writers = 2;
    private const int KeysPerWriter = 10;

    private readonly ChaosCluster _cluster;
    private readonly AppendHistory _history = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _patience = new();
    private readonly TopicWriter[] _writers;
    private readonly Task[] _running;

    private SpreadLoad(ChaosCluster cluster, int seed)
    {
        _cluster = cluster;
        _writers =
        [
            .. Enumerable.Range(1, Writers).Select(number => new TopicWriter(
                string.Create(CultureInfo.InvariantCulture, $"{Stream}-w{number}"), $"/api/v1/streams/{Stream}/records", _history, cluster.Nodes, seed + number, KeysPerWriter)),
        ];
        _running = [.. _writers.Select(writer => Task.Run(() => writer.RunAsync(_stop.Token, _patience.Token)))];
    }

    public int Acknowledged => _history.Acknowledged;

    // The first record of a key has no rate: a partition that forgets or repeats on its way to another node shows as a second one.
    private static string Document => string.Create(CultureInfo.InvariantCulture, $$"""
        name: {{Stream}}
        source: { http: {} }
        steps:
          - parse: json
          - rateOfChange: { field: n, time: n, by: key }
        sink: { topic: {{Output}} }
        spread: { partitions: {{Partitions}}, by: key }
        """);

    public static async Task<SpreadLoad> StartAsync(ChaosCluster cluster, int seed)
    {
        using var http = new HttpClient(HostSockets.Handler(cluster.Nodes)) { BaseAddress = cluster.Nodes[0].Url };
        using var document = new StringContent(Document, Encoding.UTF8, "application/yaml");
        using var response = await http.PostAsync(new Uri("/api/v1/streams", UriKind.Relative), document);
        response.IsSuccessStatusCode.ShouldBeTrue($"{Stream}: {await response.Content.ReadAsStringAsync()}");
        foreach (var node in cluster.Nodes)
        {
            await RealTime.UntilAsync($"{node.Name} knows {Stream}", RealTime.Patience, async () => await node.TryGetAsync($"/api/v1/pipelines/{Stream}") is null ? "it does not" : null);
        }

        return new SpreadLoad(cluster, seed);
    }

    /// <summary>The node that one of the partitions runs on.</summary>
    public static Task<ChaosNode> OwnerAsync(ChaosCluster cluster, Random random) =>
        cluster.OwnerAsync("data-stream", string.Create(CultureInfo.InvariantCulture, $"{Stream}:p{random.Next(Partitions)}"));

    public (TimeSpan Longest, string Story) TakeUnavailability() =>
        _writers.Select(writer => (Longest: writer.Unavailability.Take(), writer.Unavailability.Story)).ToArray().MaxBy(one => one.Longest);

    public async Task WhenAcknowledgedAsync(int more)
    {
        var goal = Acknowledged + more;
        await RealTime.UntilAsync($"{more} more records are acknowledged by {Stream}", RealTime.Patience, () => Task.FromResult(Acknowledged < goal ? $"{Acknowledged} of {goal}" : null));
    }

    public async Task<IReadOnlyDictionary<string, Verdict>> JudgeAsync()
    {
        await _stop.CancelAsync();
        _patience.CancelAfter(RealTime.Patience);
        await Task.WhenAll(_running);
        _writers.SelectMany(writer => writer.Refusals).ShouldBeEmpty("a record that is sent until it is taken is refused only for a time");
        var input = await TopicContent.ReadAsync(_cluster.Nodes[0], Stream);
        IReadOnlyList<JsonElement> rows = [];
        await RealTime.UntilAsync($"the output of {Stream} is complete", RealTime.Patience, async () =>
        {
            rows = await TopicContent.ReadRowsAsync(_cluster.Nodes[1], Output);
            return rows.Count < input.Count
                ? $"{rows.Count} of {input.Count} records have come. The stream: {await _cluster.Nodes[1].TryGetAsync($"/api/v1/streams/{Stream}")}\n{_cluster.Outputs}"
                : null;
        });
        var output = SpreadOutput.Judge(_history, input, [.. rows.Select(row => new SpreadRow(TopicContent.IdOf(row), row.GetProperty("rate").ValueKind is JsonValueKind.Null))]);
        return new Dictionary<string, Verdict>(StringComparer.Ordinal) { [Stream] = _history.Judge(input), [Output] = output };
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _patience.CancelAsync();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var writer in _writers)
        {
            writer.Dispose();
        }

        _stop.Dispose();
        _patience.Dispose();
    }
}
