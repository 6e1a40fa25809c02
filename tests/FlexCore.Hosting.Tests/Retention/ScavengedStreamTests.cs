using System.Text;
using System.Text.Json.Nodes;
using FlexCore.Application.EventIndex;
using FlexCore.Application.EventStreams;
using FlexCore.Application.Journal;
using FlexCore.Application.SystemJobs;
using FlexCore.Application.TimeTravel;
using FlexCore.Domain;
using FlexCore.Domain.EventStreams;
using FlexCore.Hosting.Engine;
using FlexCore.Hosting.Events;
using FlexCore.Hosting.Tests.Streams;
using FlexCore.Persistence.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Hosting.Tests.Retention;

/// <summary>Event streams of a real node whose old events retention takes away: every reader says so, and the streams go on.</summary>
public sealed class ScavengedStreamTests : IDisposable
{
    private static readonly SecurityContext Ana = SecurityContext.Development;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task No_reader_passes_over_what_is_gone_in_silence_and_the_stream_goes_on()
    {
        await using (var node = await StartAsync())
        {
            await AppendAsync(node, "order-1", 60);
            await AppendAsync(node, "customer-1", 60);
            await WhenGoneAsync(node, "order-1");

            await ReadersTellAsync(node);
            await TravellersTellAsync(node);
            (await node.Get<IEventStore>().ReadAsync(Ana, new EventRead("customer-1"))).Events.Count.ShouldBe(60, "another name, another policy");
            await node.StopAsync();
        }

        await using (var again = await StartAsync())
        {
            var reply = await again.Get<IEventStore>().AppendAsync(new EventAppend(Ana, "order-1", 60, [new StreamEvent("Happened", 1, """{"n":60}""")], "corr"));
            (reply.Refusal, reply.FirstVersion).ShouldBe((null, 61L), "the snapshot knows how far the stream has come");
            await TravellersTellAsync(again, last: 61);
            await again.StopAsync();
        }

        await StoreVerification.RunAsync(new EngineSettings { Store = new SqliteStoreOptions { DataFolder = _folder.File("data") } }, TimeProvider.System, NullLoggerFactory.Instance);
        Directory.GetFiles(_folder.File("data/archive"), "*event-stream~order-1*").ShouldNotBeEmpty();
    }

    private static async Task ReadersTellAsync(NodeHost node)
    {
        var store = node.Get<IEventStore>();
        (await Should.ThrowAsync<ScavengedException>(() => store.ReadAsync(Ana, new EventRead("order-1")).AsTask())).First.ShouldBe(41);
        var newest = await store.ReadAsync(Ana, new EventRead("order-1") { Backwards = true, Limit = 30 });
        newest.Events.Select(static recorded => recorded.Stored.Version).ShouldBe(Enumerable.Range(41, 20).Reverse().Select(static version => (long)version));
        var next = newest.Next.ShouldNotBeNull();
        (await Should.ThrowAsync<ScavengedException>(() => store.ReadAsync(Ana, new EventRead("order-1") { Backwards = true, From = next }).AsTask())).First.ShouldBe(41);

        var found = (await node.Get<IEventSearch>().FindAsync(Ana, new EventSearchQuery(new EventFilter { Type = "Happened", Stream = "order-1" }) { Limit = 1_000 })).Value.ShouldNotBeNull();
        (found.Events.Count, found.Scavenged).ShouldBe((20, 40));
        var tail = node.Get<IEventTail>();
        var slice = await tail.ReadAsync(Ana, new EventFilter { Kind = "event-stream" }, FeedStart.Beginning, 1_000);
        (slice.Events.Count, slice.Scavenged, slice.IsAtEnd).ShouldBe((80, 40, true));
        (await tail.ReadAsync(Ana, new EventFilter { Stream = "customer-1" }, FeedStart.Beginning, 1_000)).Scavenged.ShouldBe(0);
    }

    private static async Task TravellersTellAsync(NodeHost node, int last = 60)
    {
        var travel = node.Get<ITimeTravel>();
        (await Should.ThrowAsync<ScavengedException>(() => travel.StateAsync(Ana, "event-stream", "order-1", new TravelPoint(30, null)).AsTask())).First.ShouldBe(41);
        var middle = (await travel.StateAsync(Ana, "event-stream", "order-1", new TravelPoint(45, null))).Value.ShouldNotBeNull();
        (middle.Version, Json(middle)["n"]?.GetValue<int>(), Json(middle)["first"]?.GetValue<string>()).ShouldBe((45L, 44, "yes"), "the state at the cut has what is gone");
        (await travel.StateAsync(Ana, "event-stream", "order-1", TravelPoint.End)).Value?.Version.ShouldBe(last);
    }

    private static JsonNode Json(TravelState state) => JsonNode.Parse(Encoding.UTF8.GetString(state.State.Span)) ?? throw new InvalidOperationException("The state is null.");

    // Every event is indexed when the next commit has come.
    private Task<NodeHost> StartAsync() => NodeHost.StartAsync(_folder, flexcore => flexcore.UseConfiguration(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["flexcore:journal:data-folder"] = _folder.File("data"),
        ["flexcore:journal:index-batch-events"] = "1",
        ["flexcore:projections:flush-interval"] = "10ms",
        ["flexcore:retention:streams"] = "1000",
        ["flexcore:retention:stream-overrides"] = "order-*=20",
        ["flexcore:retention:archive"] = "true",
    }).Build()));

    private static async Task AppendAsync(NodeHost node, string stream, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var data = i == 0 ? """{"n":0,"first":"yes"}""" : $$"""{"n":{{i}}}""";
            (await node.Get<IEventStore>().AppendAsync(new EventAppend(Ana, stream, i, [new StreamEvent("Happened", 1, data)], "corr"))).Refusal.ShouldBeNull();
        }
    }

    // Asked for again and again: the event index and the projections follow a moment later.
    private static async Task WhenGoneAsync(NodeHost node, string stream)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            node.Get<ISystemJobs>().Request("retention");
            try
            {
                await node.Get<IEventStore>().ReadAsync(Ana, new EventRead(stream) { From = 40 }, patience.Token);
            }
            catch (ScavengedException)
            {
                return;
            }

            await timer.WaitForNextTickAsync(patience.Token);
        }
    }
}
