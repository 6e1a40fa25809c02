using System.Globalization;
using System.Text;
using System.Text.Json;
using FlexCore.Application.Cluster;
using FlexCore.Application.DataStreams;
using FlexCore.Application.EventTopics;
using FlexCore.Application.Nodes;
using FlexCore.Domain;
using FlexCore.Hosting.Tests.Streams;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Hosting.Tests.Clustering;

/// <summary>A pipeline that is spread: its partitions run on several nodes of one cluster, and move with their shards.</summary>
[NeedsPostgres]
public sealed class SpreadStreamTests : IAsyncLifetime, IAsyncDisposable
{
    private const int Partitions = 6;
    private const int Users = 20;
    private static readonly EntityId Pipeline = new(TenantId.Default, "pipeline", "orders");

    private readonly ClusterFixture _cluster = new();

    public Task InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Partitions_are_on_several_nodes_and_each_record_is_at_the_sink_once_when_nodes_come_and_go()
    {
        var (a, b) = (await _cluster.StartAsync("a"), await _cluster.StartAsync("b"));
        await ClusterFixture.WhenSettledAsync(a, "a", "b");
        (await a.Streams.CreateAsync(NodeHost.Call, new CreateStream(Spread))).Refusal.ShouldBeNull();
        var view = await WhenAllAsync(a, "a", "b");
        view.Partitions.ShouldNotBeNull().Select(partition => partition.Node ?? "nobody").Distinct().Order(StringComparer.Ordinal).ShouldBe(["a", "b"]);
        await PostAsync(a, 0, 200);

        // A third node takes shards while records flow; then one is declared dead, and its partitions go on elsewhere.
        var c = await _cluster.StartAsync("c");
        await PostAsync(c, 200, 400);
        await ClusterFixture.WhenSettledAsync(c, "a", "b", "c");
        (await a.Get<IClusterControl>().DownAsync("b")).ShouldBeNull();
        await PostAsync(a, 400, 600);
        await ClusterFixture.WhenSettledAsync(a, "a", "c");

        var rows = await RowsAsync(a, 600);
        rows.Count.ShouldBe(600);
        rows.Select(row => row.N).Order().ShouldBe(Enumerable.Range(0, 600), "each record once");
        foreach (var user in rows.GroupBy(row => row.User))
        {
            user.Select(row => row.N).ShouldBe(user.Select(row => row.N).Order(), $"the order of {user.Key}");
            user.Select(row => row.IsFirst).ShouldBe(Enumerable.Range(0, user.Count()).Select(i => i == 0), $"what is remembered of {user.Key} moved along");
        }

        var last = await WhenAllAsync(c, "a", "c");
        last.Partitions.ShouldNotBeNull().Count.ShouldBe(Partitions);
    }

    [Fact]
    public async Task Any_node_stops_and_starts_all_partitions()
    {
        var (a, b) = (await _cluster.StartAsync("a"), await _cluster.StartAsync("b"));
        await ClusterFixture.WhenSettledAsync(a, "a", "b");
        await b.Streams.CreateAsync(NodeHost.Call, new CreateStream(Spread));
        await WhenAllAsync(a, "a", "b");
        await PostAsync(a, 0, 50);
        await RowsAsync(b, 50);

        (await a.Streams.StopAsync(NodeHost.Call, "orders")).Required.Status.ShouldBe("stopped");
        (a.Node.StreamsAtWork + b.Node.StreamsAtWork).ShouldBe(0, "the stop waits for the other node's partitions");
        await PostAsync(b, 50, 100);

        (await b.Streams.StartAsync(NodeHost.Call, "orders", new StartStream())).Refusal.ShouldBeNull();
        await WhenAllAsync(a, "a", "b");
        (await RowsAsync(a, 100)).Select(row => row.N).Order().ShouldBe(Enumerable.Range(0, 100));

        // Afresh: all partitions go over all records again, wherever they are.
        (await a.Streams.RestartAsync(NodeHost.Call, "orders", new StartStream { Fresh = true })).Refusal.ShouldBeNull();
        var rows = await RowsAsync(b, 200);
        rows.Select(row => row.N).Order().ShouldBe(Enumerable.Range(0, 100).SelectMany(n => new[] { n, n }));
        rows.Where(row => row.IsFirst).CountBy(row => row.User).ShouldAllBe(user => user.Value == 2);
    }

    // The first record of a user has no rate, so forgotten state would show as another first one.
    private static string Spread =>
        $$"""
        name: orders
        source: { http: {} }
        steps:
          - parse: json
          - rateOfChange: { field: n, time: n, by: user }
        sink: { topic: rows }
        spread: { partitions: {{Partitions.ToString(CultureInfo.InvariantCulture)}}, by: user }
        """;

    private static async Task<StreamView> WhenAllAsync(NodeHost node, params string[] nodes)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var look = 0; look < 2_000; look++)
        {
            var view = (await node.Streams.GetAsync(NodeHost.Call, "orders")).Required;
            if (view.Partitions is { } partitions && partitions.All(partition => partition.Status == "running" && nodes.Contains(partition.Node)))
            {
                return view;
            }

            await timer.WaitForNextTickAsync();
        }

        throw new TimeoutException("The partitions do not run on " + string.Join(", ", nodes));
    }

    private static async Task PostAsync(NodeHost node, int from, int to)
    {
        for (var n = from; n < to; n += 10)
        {
            var lines = string.Concat(Enumerable.Range(n, 10).Select(i => $"{{\"user\":\"u{i % Users}\",\"n\":{i}}}\n"));
            var append = new EventTopicAppend(SecurityContext.Development, "orders", Encoding.UTF8.GetBytes(lines), 10, "c") { IdempotencyKey = $"orders-{n}" };
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    (await node.Topics.AppendAsync(append)).Refusal.ShouldBeNull();
                    break;
                }
                catch (Exception error) when (error is TimeoutException or Application.Entities.EntityFailedException && attempt < 10)
                {
                    continue;
                }
            }
        }
    }

    private static async Task<List<(string User, int N, bool IsFirst)>> RowsAsync(NodeHost node, int records)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        var rows = new List<(string, int, bool)>();
        try
        {
            await foreach (var batch in node.Topics.SubscribeAsync(SecurityContext.Development, "rows", 0, patience.Token))
            {
                foreach (var line in Encoding.UTF8.GetString(batch.Lines.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                {
                    var row = JsonDocument.Parse(line).RootElement;
                    rows.Add((row.GetProperty("user").GetString() ?? "", row.GetProperty("n").GetInt32(), row.GetProperty("rate").ValueKind == JsonValueKind.Null));
                }

                if (rows.Count >= records)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            // What is missing is told by whoever counts the rows.
            return rows;
        }

        return rows;
    }
}
