using System.Text;
using FlexCore.Application.Journal;
using FlexCore.Application.Pipelines.Documents;
using FlexCore.Application.Projections;
using FlexCore.Application.Projections.Engine;
using FlexCore.Application.Projections.Store;
using FlexCore.Domain;
using FlexCore.Streams.Projections;
using FlexCore.Testing.Storage;

namespace FlexCore.Streams.Tests.Projections;

public sealed class DeclaredProjectionTests
{
    private const string ByOrder = """
        name: orders
        from: [OrderPlaced, OrderPaid, OrderCancelled]
        when: data.test !== true
        rules:
          - on: OrderPlaced
            set: { customer: data.customer, status: "'open'", placed: time, nothing: data.missing }
            increment: { total: data.total ?? 0 }
          - on: OrderPaid
            when: data.amount > 0
            set: { status: "'paid'", by: principal }
            append: { payments: "{ amount: data.amount, version: version }" }
          - on: OrderCancelled
            delete: true
        """;

    private const string ByCustomer = """
        name: customers
        from: "Order*"
        key: data.customer
        rules:
          - increment: { orders: 1, total: data.total }
            set: { last: key }
            append: { all: "`${key}/${version}`" }
        """;

    [Fact]
    public async Task Rules_set_count_append_and_delete()
    {
        var events = new[]
        {
            ("o1", "OrderPlaced", """{"customer":"ana","total":12.50}"""),
            ("o1", "OrderPaid", """{"amount":0}"""),
            ("o1", "OrderPaid", """{"amount":12.5}"""),
            ("o2", "OrderPlaced", """{"customer":"bo"}"""),
            ("o2", "OrderCancelled", "{}"),
            ("o3", "OrderPlaced", """{"test":true}"""),
            ("o3", "Other", "{}"),
        };
        Assert.Equal(
            ["""o1 {"by":"user:ana","customer":"ana","payments":[{"amount":12.5,"version":3}],"placed":"2026-01-01T00:00:00.000Z","status":"paid","total":12.5}"""],
            await ContentAsync(ByOrder, events));
    }

    [Fact]
    public async Task Documents_of_several_streams_do_not_depend_on_the_order_between_them()
    {
        var events = Enumerable.Range(0, 60).Select(n => ($"o{n % 7}", "OrderPlaced", $$"""{"customer":"c{{n % 3}}","total":{{n % 10}}.{{n % 9}}}""")).ToArray();
        var expected = await ContentAsync(ByCustomer, events);
        Assert.Equal(3, expected.Count);
        for (var seed = 1; seed <= 50; seed++)
        {
            Assert.True(expected.SequenceEqual(await ContentAsync(ByCustomer, events, seed)), $"seed {seed}");
        }
    }

    [Theory]
    [InlineData("""{"customer":null,"total":1}""", "is null in this event")]
    [InlineData("""{"total":1}""", "is missing in this event")]
    [InlineData("""{"customer":"ana"}""", "which is no number")]
    [InlineData("""{"customer":"ana","total":"many"}""", "which is no number")]
    public async Task An_event_that_does_not_fit_is_parked_with_what_is_wrong(string data, string reason)
    {
        var store = new InMemoryReadModelStore();
        await RunAsync(ByCustomer, [("o1", "OrderPlaced", data)], store);
        var parked = Assert.Single(await store.ListParkedAsync((await store.ListAsync())[0].Live, 10));
        Assert.Contains(reason, parked.Reason, StringComparison.Ordinal);
    }

    private static async Task<List<string>> ContentAsync(string document, IReadOnlyList<(string Key, string Type, string Data)> events, int? seed = null)
    {
        var store = new InMemoryReadModelStore();
        await RunAsync(document, events, store, seed);
        var documents = await store.QueryAsync(new ReadModelQuery((await store.ListAsync())[0].Live, TenantId.Default, 1_000));
        return [.. documents.Select(found => $"{found.Key.Key} {Encoding.UTF8.GetString(found.Data.Span)}")];
    }

    // With a seed, the streams are interleaved as it says; each keeps its own order, and every event its own time.
    private static async Task RunAsync(string document, IReadOnlyList<(string Key, string Type, string Data)> events, InMemoryReadModelStore store, int? seed = null)
    {
        var journal = new InMemoryStore(4);
        var leases = await journal.Leases.AcquireAllAsync("node-1");
        var queues = events.Select((happened, n) => (happened, n)).GroupBy(entry => seed is null ? "" : entry.happened.Key).Select(group => new Queue<((string Key, string Type, string Data) Happened, int N)>(group)).ToList();
        var versions = new Dictionary<string, long>();
        var random = new Random(seed ?? 0);
        while (queues.Count > 0)
        {
            var queue = queues[random.Next(queues.Count)];
            var ((key, type, data), n) = queue.Dequeue();
            if (queue.Count == 0)
            {
                queues.Remove(queue);
            }

            var stream = new EntityId(TenantId.Default, ProjectedEvent.UserKind, key);
            var version = versions.GetValueOrDefault(key);
            versions[key] = version + 1;
            var metadata = new EventMetadata(new DateTimeOffset(2026, 1, 1, 0, n / 2, 0, TimeSpan.Zero), "user:ana", "corr", "cause");
            await journal.Journal.AppendAsync(new AppendRequest(stream, leases[stream.ShardOf(4)], version, [new NewEvent(Guid.NewGuid(), type, 1, Encoding.UTF8.GetBytes($$"""{"data":{{data}}}"""))], metadata));
        }

        var projection = Assert.IsAssignableFrom<IProjection>(ProjectionLoader.Load(document).Projection);
        var services = new ProjectionServices(journal.Feed, journal.Journal, store, new Everything(leases), new Silent(), new ProjectionOptions { BatchSize = 5, AttemptsMax = 1 }, TimeProvider.System);
        await using var engine = new ProjectionEngine(services, [projection], new None());
        await engine.StartAsync();
        Assert.True(await engine.WaitAsync(projection.Description.Name, ConsistencyToken.Of(await journal.Feed.ReadEndAsync()), TimeSpan.FromSeconds(30)));
    }

    private sealed class Everything(IReadOnlyList<ShardLease> leases) : IShardOwnership
    {
        public int ShardCount => leases.Count;

        public ShardLease? LeaseOf(int shard) => leases[shard];
    }

    private sealed class None : IProjectionCompiler
    {
        public (IProjection? Projection, IReadOnlyList<DocumentFinding> Findings) Compile(string document) => (null, []);
    }

    private sealed class Silent : IProjectionObserver
    {
        public void Parked(string projection, ProjectedEvent happened, string reason)
        {
        }

        public void GaveUp(string projection, ProjectedEvent happened, string reason)
        {
        }

        public void Faulted(string projection, long generation, string reason)
        {
        }

        public void Interrupted(string projection, Exception error)
        {
        }

        public void BegunAnew(string projection, long generation, string reason)
        {
        }

        public void LacksEvents(string projection, long generation, long events)
        {
        }

        public void Swapped(string projection, long generation)
        {
        }

        public void Committed(string projection, int applied, int documents)
        {
        }
    }
}
