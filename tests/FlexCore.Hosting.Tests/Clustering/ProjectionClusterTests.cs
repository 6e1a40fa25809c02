using System.Diagnostics.Metrics;
using System.Text;
using FlexCore.Application.EventStreams;
using FlexCore.Application.Projections;
using FlexCore.Domain;
using FlexCore.Domain.EventStreams;
using FlexCore.Hosting.Tests.Streams;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Hosting.Tests.Clustering;

/// <summary>Projections of a cluster on a real PostgreSQL: each node works on the events of its shards, and others go on when it leaves.</summary>
[NeedsPostgres]
public sealed class ProjectionClusterTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Totals = """
        name: totals
        from: Added
        rules:
          - increment: { count: 1, total: data.amount }
          - append: { amounts: data.amount }
        """;

    private const int Streams = 40;
    private readonly ClusterFixture _cluster = new();

    public Task InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Nodes_share_a_projection_and_pass_it_on_with_their_shards()
    {
        using var workers = new Workers("totals");
        var (a, b) = (await _cluster.StartAsync("a"), await _cluster.StartAsync("b"));
        await ClusterFixture.WhenSettledAsync(a, "a", "b");
        (await a.Get<IProjections>().DeclareAsync(NodeHost.Call, Totals)).Refusal.ShouldBeNull();
        await AppendAsync(a, 0);
        await AppendAsync(b, 1);
        await PassedAsync(b);
        workers.Count.ShouldBe(2, "each node works on the shards that it has");

        var c = await _cluster.StartAsync("c");
        var joining = AppendAsync(b, 2);
        await ClusterFixture.WhenSettledAsync(b, "a", "b", "c");
        await joining;
        var leaving = a.StopAsync();
        await AppendAsync(c, 3);
        await leaving;
        await ClusterFixture.WhenSettledAsync(c, "b", "c");
        await AppendAsync(b, 4);
        await PassedAsync(c);

        var live = await ContentAsync(b, null);
        live.Count.ShouldBe(Streams);
        live.ShouldAllBe(static document => document.Contains("\"count\":5", StringComparison.Ordinal));
        var rebuilt = (await b.Get<IProjections>().RebuildAsync(NodeHost.Call, "totals", new RebuildRequest())).Required;
        var next = rebuilt.Generations.Max(static generation => generation.Id);
        (await c.Get<IProjections>().WaitAsync(NodeHost.Call, "totals", new ReadModelRequest { Generation = next, Patience = TimeSpan.FromSeconds(30) })).Refusal.ShouldBeNull();
        (await ContentAsync(c, next)).ShouldBe(live, "a rebuild makes the same documents, byte for byte");
    }

    private static async Task AppendAsync(NodeHost node, int round)
    {
        var store = node.Get<IEventStore>();
        await Task.WhenAll(Enumerable.Range(0, Streams).Select(async stream =>
        {
            var append = new EventAppend(SecurityContext.Development, $"s{stream}", null, [new StreamEvent("Added", 1, $$"""{"amount":{{(stream * 10) + round}}}""")], "corr") { IdempotencyKey = $"{stream}-{round}" };
            (await store.AppendAsync(append)).Refusal.ShouldBeNull();
        }));
    }

    private static async Task PassedAsync(NodeHost node) =>
        (await node.Get<IProjections>().WaitAsync(NodeHost.Call, "totals", new ReadModelRequest { Patience = TimeSpan.FromSeconds(30) })).Refusal.ShouldBeNull();

    private static async Task<List<string>> ContentAsync(NodeHost node, long? generation)
    {
        var page = (await node.Get<IProjections>().DocumentsAsync(NodeHost.Call, "totals", new ReadModelRequest { Generation = generation, Limit = 1_000 })).Required;
        return [.. page.Items.Select(static document => $"{document.Key} {Encoding.UTF8.GetString(document.Data.Span)} {document.Version} {document.CreatedAt:O} {document.UpdatedAt:O}")];
    }

    /// <summary>Counts the nodes of this process whose projections have had effects.</summary>
    private sealed class Workers : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly HashSet<Meter> _meters = [];

        public Workers(string projection)
        {
            _listener.InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Name == "flexcore.projections.applied")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, applied, labels, _) =>
            {
                if (applied > 0 && Equals(labels[0].Value, projection))
                {
                    lock (_meters)
                    {
                        _meters.Add(instrument.Meter);
                    }
                }
            });
            _listener.Start();
        }

        public int Count
        {
            get
            {
                lock (_meters)
                {
                    return _meters.Count;
                }
            }
        }

        public void Dispose() => _listener.Dispose();
    }
}
