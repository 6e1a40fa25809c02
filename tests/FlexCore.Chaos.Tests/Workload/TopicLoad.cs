using System.Globalization;
using System.Text;
using FlexCore.Chaos.Tests.History;
using FlexCore.Chaos.Tests.Hosts;
using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Workload;

/// <summary>Writers on some topics, of which some are read by a stream into another topic. Owned by one test.</summary>
internal sealed class TopicLoad : ILoad
{
    private const int WritersPerTopic = 2;
    private static readonly string[] Plain = ["ledger-1", "ledger-2", "ledger-3"];
    private static readonly string[] Streams = ["flow-1", "flow-2"];

    private readonly ChaosCluster _cluster;
    private readonly Dictionary<string, AppendHistory> _histories;
    private readonly List<TopicWriter> _writers = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _patience = new();
    private readonly Task[] _running;

    private TopicLoad(ChaosCluster cluster, int seed)
    {
        _cluster = cluster;
        _histories = Plain.Concat(Streams).ToDictionary(topic => topic, _ => new AppendHistory(), StringComparer.Ordinal);
        foreach (var (topic, history) in _histories)
        {
            var route = Streams.Contains(topic) ? $"/api/v1/streams/{topic}/records" : $"/api/v1/topics/{topic}/records";
            for (var number = 1; number <= WritersPerTopic; number++)
            {
                _writers.Add(new TopicWriter(string.Create(CultureInfo.InvariantCulture, $"{topic}-w{number}"), route, history, cluster.Nodes, seed + _writers.Count));
            }
        }

        _running = [.. _writers.Select(writer => Task.Run(() => writer.RunAsync(_stop.Token, _patience.Token)))];
    }

    /// <summary>A stream of the load, by name: its input topic is called like it, its output topic has "-out" behind.</summary>
    public static string AStream => Streams[0];

    /// <summary>A topic of the load.</summary>
    public static string ATopic => Plain[0];

    public int Acknowledged => _histories.Values.Sum(history => history.Acknowledged);

    /// <summary>Creates the streams and begins to write.</summary>
    public static async Task<TopicLoad> StartAsync(ChaosCluster cluster, int seed)
    {
        using var http = new HttpClient(HostSockets.Handler(cluster.Nodes)) { BaseAddress = cluster.Nodes[0].Url };
        foreach (var stream in Streams)
        {
            using var document = new StringContent($"name: {stream}\nsource: {{ http: {{}} }}\nsteps:\n  - parse: json\nsink: {{ topic: {stream}-out }}\n", Encoding.UTF8, "application/yaml");
            using var response = await http.PostAsync(new Uri("/api/v1/streams", UriKind.Relative), document);
            response.IsSuccessStatusCode.ShouldBeTrue($"{stream}: {await response.Content.ReadAsStringAsync()}");

            // The others hear of it a moment later; until then they say rightly that there is none.
            foreach (var node in cluster.Nodes)
            {
                await RealTime.UntilAsync($"{node.Name} knows {stream}", RealTime.Patience, async () => await node.TryGetAsync($"/api/v1/pipelines/{stream}") is null ? "it does not" : null);
            }
        }

        return new TopicLoad(cluster, seed);
    }

    /// <summary>The longest unavailability of any writer since the last call.</summary>
    public (TimeSpan Longest, string Story) TakeUnavailability()
    {
        var all = _writers.Select(writer => (Longest: writer.Unavailability.Take(), writer.Unavailability.Story)).ToArray();
        return all.MaxBy(one => one.Longest);
    }

    /// <summary>Waits until more records were acknowledged by every topic.</summary>
    public async Task WhenAcknowledgedAsync(int more)
    {
        var goals = _histories.Select(pair => (pair.Key, pair.Value, Goal: pair.Value.Acknowledged + more)).ToArray();
        await RealTime.UntilAsync($"{more} more records are acknowledged in every topic", RealTime.Patience, () => Task.FromResult(
            goals.Where(goal => goal.Value.Acknowledged < goal.Goal).Select(goal => $"{goal.Key} has {goal.Value.Acknowledged} of {goal.Goal}.").FirstOrDefault()));
    }

    /// <summary>Ends the writers, waits for what streams have to do still, and compares.</summary>
    /// <returns>A verdict for each topic; the output of a stream against what went in.</returns>
    public async Task<IReadOnlyDictionary<string, Verdict>> JudgeAsync()
    {
        await _stop.CancelAsync();
        _patience.CancelAfter(RealTime.Patience);
        await Task.WhenAll(_running);
        _writers.SelectMany(writer => writer.Refusals).ShouldBeEmpty("a record that is sent until it is taken is refused only for a time");
        var verdicts = new Dictionary<string, Verdict>(StringComparer.Ordinal);
        foreach (var (topic, history) in _histories)
        {
            var node = _cluster.Nodes[verdicts.Count % ChaosCluster.Size];
            var seen = await TopicContent.ReadAsync(node, topic);
            verdicts[topic] = history.Judge(seen);
            if (Streams.Contains(topic))
            {
                IReadOnlyList<RecordId> output = [];
                await RealTime.UntilAsync($"the output of {topic} is complete", RealTime.Patience, async () =>
                {
                    output = await TopicContent.ReadAsync(node, $"{topic}-out");
                    return output.Count < seen.Count
                        ? $"{output.Count} of {seen.Count} records have come, The stream: {await node.TryGetAsync($"/api/v1/streams/{topic}")}\n{_cluster.Outputs}"
                        : null;
                });
                verdicts[$"{topic}-out"] = history.Judge(output);
                output.SequenceEqual(seen).ShouldBeTrue($"{topic}-out must hold its input, record by record: {output.Zip(seen).TakeWhile(pair => pair.First == pair.Second).Count()} of {seen.Count} agree; {verdicts[$"{topic}-out"]}");
            }
        }

        return verdicts;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _patience.CancelAsync();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _writers.ForEach(writer => writer.Dispose());
        _stop.Dispose();
        _patience.Dispose();
    }
}
