using System.Text;
using System.Text.Json;
using FlexCore.Application.EventIndex;
using FlexCore.Application.EventStreams;
using FlexCore.Application.EventTransfer;
using FlexCore.Application.EventTypes;
using FlexCore.Application.Nodes;
using FlexCore.Application.Projections;
using FlexCore.Application.TimeTravel;
using FlexCore.Domain;
using FlexCore.Domain.EventStreams;
using FlexCore.Hosting.Tests.Streams;

namespace FlexCore.Hosting.Tests.EventTypes;

/// <summary>Declared types on a whole node: whoever reads an event reads the newest version of it, and the log has what was appended. The same on every store.</summary>
public abstract class TypedEventsConformance : IDisposable
{
    private const string Declared = """
        types:
          - type: Placed
            versions:
              - version: 1
                members: { total: number }
                next: { rename: { total: amount, email: contact }, set: { currency: "'EUR'" } }
                example: { total: 12.50 }
                becomes: { amount: 12.50, currency: EUR }
              - version: 2
                members: { amount: number, currency: text }
                next: { set: { cents: data.amount * 100 }, remove: amount }
                example: { amount: 12.50, currency: EUR }
                becomes: { cents: 1250, currency: EUR }
              - version: 3
                members: { cents: number }
        """;

    private const string Totals = """
        name: totals
        from: [Placed, Paid]
        rules:
          - on: Placed
            increment: { count: 1, cents: data.cents }
            set: { currency: data.currency }
          - on: Paid
            increment: { paid: data.euros }
        """;

    private const string V1 = """{"contact":"ana@example.org","currency":"EUR","cents":1250}""";

    private static readonly SecurityContext Me = SecurityContext.Development;
    private readonly TempFolder _files = new();

    protected TypedEventsConformance() => File.WriteAllText(_files.File("event-types.yaml"), Declared);

    public void Dispose()
    {
        _files.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Whoever_reads_an_event_reads_its_newest_version()
    {
        await using var node = await StartNodeAsync();
        (await node.Get<IProjections>().DeclareAsync(NodeHost.Call, Totals)).Refusal.ShouldBeNull();
        await FillAsync(node);
        string[] current = [$"3<1 {V1}", """3<2 {"currency":"USD","cents":700}""", """3 {"cents":1,"currency":"EUR"}"""];

        (await ReadAsync(node, new EventRead("o-1"))).ShouldBe([.. current, """2<1 {"euros":5}"""]);
        (await ReadAsync(node, new EventRead("o-1") { Backwards = true, Limit = 4 })).ShouldBe([.. current.Append("""2<1 {"euros":5}""").Reverse()]);
        (await ReadAsync(node, new EventRead("o-1") { AsStored = true })).ShouldBe(
            ["""1 {"total":12.50,"email":"ana@example.org"}""", """2 {"amount":7,"currency":"USD"}""", """3 {"cents":1,"currency":"EUR"}""", """1 {"sum":5}"""]);
        var found = (await node.Get<IEventSearch>().FindAsync(Me, new EventSearchQuery(new EventFilter { Type = "Placed" }))).Required.Events;
        found.Select(Told).ShouldBe(current);
        var feed = await node.Get<IEventTail>().ReadAsync(Me, new EventFilter { Stream = "o-1", Kind = "event-stream" }, FeedStart.Beginning, 10);
        feed.Events.Select(Told).Take(3).ShouldBe(current);
        (await FollowedAsync(node)).ShouldBe(current[0]);
        var state = (await node.Get<ITimeTravel>().StateAsync(Me, "event-stream", "o-1", TravelPoint.End)).Required;
        Encoding.UTF8.GetString(state.State.Span).ShouldBe("""{"contact":"ana@example.org","currency":"EUR","cents":1,"euros":5}""");
        Encoding.UTF8.GetString((await node.Get<ITimeTravel>().StateAsync(Me, "event-stream", "o-1", new TravelPoint(1, null))).Required.State.Span).ShouldBe(V1);
        (await ExportedAsync(node)).ShouldBe([1, 2, 3, 1], "a file has what the log has");
        await ShouldProjectAsync(node);
    }

    [Fact]
    public async Task Only_what_is_declared_is_taken()
    {
        await using var node = await StartNodeAsync(EventTypePolicy.DeclaredOnly);
        (await AppendAsync(node, new StreamEvent("Placd", 1, """{"total":1}"""))).ShouldBe("unknown-event-type");
        (await AppendAsync(node, new StreamEvent("Placed", 4, """{"cents":1}"""))).ShouldBe("unknown-event-version");
        (await AppendAsync(node, new StreamEvent("Placed", 1, """{"amount":1}"""))).ShouldBe("event-does-not-fit");
        (await AppendAsync(node, new StreamEvent("Paid", 1, """{"sum":1}"""))).ShouldBe("taken", "what the program declares counts, too");
        (await AppendAsync(node, new StreamEvent("Placed", 1, """{"total":1}"""))).ShouldBe("taken");
        (await ReadAsync(node, new EventRead("o-1") { AsStored = true })).Count.ShouldBe(2, "of a refused append nothing is kept");
    }

    /// <summary>Starts a node on an empty store.</summary>
    private protected abstract Task<NodeHost> StartAsync(Action<FlexCoreBuilder> configure);

    private Task<NodeHost> StartNodeAsync(EventTypePolicy policy = EventTypePolicy.Open) => StartAsync(flexcore => flexcore
        .Configure((engine, _) => (engine.EventTypes.TypesFile, engine.EventTypes.Types) = (_files.File("event-types.yaml"), policy))
        .AddEventType(new EventType("Paid",
        [
            new EventTypeVersion
            {
                Next = EventStep.InCode(static data =>
                {
                    var sum = data["sum"] ?? throw new JsonException("no sum");
                    data.Remove("sum");
                    data["euros"] = sum;
                    return data;
                }),
            },
            new EventTypeVersion { Members = [new EventMember("euros", EventMemberKind.Number)] },
        ])));

    private static async Task FillAsync(NodeHost node)
    {
        StreamEvent[] events =
        [
            new("Placed", 1, """{"total":12.50,"email":"ana@example.org"}"""), new("Placed", 2, """{"amount":7,"currency":"USD"}"""), new("Placed", 3, """{"cents":1,"currency":"EUR"}"""), new("Paid", 1, """{"sum":5}"""),
        ];
        foreach (var happened in events)
        {
            var append = new EventAppend(Me, "o-1", null, [happened], "corr");
            (await node.Get<IEventStore>().AppendAsync(happened.SchemaVersion == 1 && happened.Type == "Placed" ? append with { Personal = new Dictionary<int, PersonalMembers> { [0] = new("c-1", ["/email"]) } } : append)).Refusal.ShouldBeNull();
        }
    }

    private static async Task<string> AppendAsync(NodeHost node, StreamEvent happened) =>
        (await node.Get<IEventStore>().AppendAsync(new EventAppend(Me, "o-1", null, [happened], "corr"))).Refusal?.Code ?? "taken";

    private static async Task<IReadOnlyList<string>> ReadAsync(NodeHost node, EventRead read) => [.. (await node.Get<IEventStore>().ReadAsync(Me, read)).Events.Select(Told)];

    private static string Told(RecordedEvent recorded)
    {
        recorded.UpcastFault.ShouldBeNull();
        var version = recorded.User?.SchemaVersion;
        return $"{version}{(version == recorded.Stored.SchemaVersion ? "" : $"<{recorded.Stored.SchemaVersion}")} {recorded.Content}";
    }

    private static async Task<string> FollowedAsync(NodeHost node)
    {
        var tail = node.Get<IEventTail>();
        var start = await tail.OpenAsync(Me, FeedStart.Beginning);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var slice in tail.FollowAsync(Me, new EventFilter { Type = "Placed" }, start.Cursor, patience.Token))
        {
            if (slice.Events.Count > 0)
            {
                return Told(slice.Events[0]);
            }
        }

        throw new InvalidOperationException("The feed ended.");
    }

    private static async Task<List<int>> ExportedAsync(NodeHost node)
    {
        var run = (await node.Get<IEventExport>().OpenAsync(Me, new ExportRequest(new EventFilter { Kind = "event-stream", Stream = "o-1" }))).Required;
        var text = new StringBuilder();
        await foreach (var piece in run.ReadAsync())
        {
            text.Append(Encoding.UTF8.GetString(piece.Span));
        }

        return [.. text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement).Where(static line => line.TryGetProperty("schemaVersion", out _)).Select(static line => line.GetProperty("schemaVersion").GetInt32())];
    }

    // What was made event by event while they came is what a rebuild makes of them all.
    private static async Task ShouldProjectAsync(NodeHost node)
    {
        var projections = node.Get<IProjections>();
        (await projections.WaitAsync(NodeHost.Call, "totals", new ReadModelRequest { Patience = TimeSpan.FromSeconds(30) })).Refusal.ShouldBeNull();
        var live = await ContentAsync(null);
        live.ShouldBe(["""o-1 {"cents":1951,"count":3,"currency":"EUR","paid":5}"""]);
        var rebuilt = (await projections.RebuildAsync(NodeHost.Call, "totals", new RebuildRequest())).Required.Generations.Max(static generation => generation.Id);
        (await projections.WaitAsync(NodeHost.Call, "totals", new ReadModelRequest { Generation = rebuilt, Patience = TimeSpan.FromSeconds(30) })).Refusal.ShouldBeNull();
        (await ContentAsync(rebuilt)).ShouldBe(live);

        async Task<List<string>> ContentAsync(long? generation) =>
            [.. (await projections.DocumentsAsync(NodeHost.Call, "totals", new ReadModelRequest { Generation = generation })).Required.Items.Select(static document => $"{document.Key} {Encoding.UTF8.GetString(document.Data.Span)}")];
    }
}
