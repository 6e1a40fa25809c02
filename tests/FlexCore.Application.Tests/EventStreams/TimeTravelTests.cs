using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FlexCore.Application.EventStreams;
using FlexCore.Application.EventTypes;
using FlexCore.Application.Journal;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines;
using FlexCore.Application.TimeTravel;
using FlexCore.Domain;
using FlexCore.Domain.EventStreams;
using FlexCore.Domain.Pipelines;
using FlexCore.Testing.Storage;
using FlexCore.Testing.Time;

namespace FlexCore.Application.Tests.EventStreams;

/// <summary>I15: the state at a point is that of a fold over all events up to it, whatever is kept on the way.</summary>
public sealed class TimeTravelTests
{
    private static readonly SecurityContext Ana = new(new TenantId("acme"), "user:ana");
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;
    private readonly InMemoryStore _store = new(8);
    private readonly StreamFolds _folds = new();

    public TimeTravelTests()
    {
        _folds.Add(EventStreamDecider.Kind, new MergeFold(DeclaredEventTypes.None));
        _folds.Add(PipelineDecider.Kind, new DeciderFold<PipelineState, PipelineCommand, PipelineEvent>(new PipelineDecider(), PipelineCodecs.Events, PipelineCodecs.Snapshots));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20261128)]
    public async Task The_state_at_any_point_is_the_full_fold_with_and_without_kept_states(int seed)
    {
        var random = new Random(seed);
        var events = Enumerable.Range(0, 1_300).Select(i => (Data: $$"""{"f{{random.Next(8)}}":{{random.Next(100)}},"n":{{i}}}""", At: Start.AddSeconds(i + random.Next(-5, 6)))).ToList();
        await AppendAsync("s", events);
        foreach (var round in Enumerable.Range(0, 20))
        {
            var version = random.Next(1, events.Count + 1);
            var at = Start.AddSeconds(random.Next(6, events.Count));
            var prefix = events.TakeWhile(found => found.At <= at).Count();

            var byVersion = await StateAsync("s", new TravelPoint(version, null));
            var byInstant = await StateAsync("s", new TravelPoint(null, at));

            Json(byVersion).ShouldBe(Fold(events.Take(version)), $"seed {seed}, round {round}, version {version}");
            byVersion.Version.ShouldBe(version);
            (byInstant.Version, Json(byInstant)).ShouldBe((prefix, Fold(events.Take(prefix))), $"seed {seed}, round {round}, {at:O}");
        }

        (await _store.States.CountAsync(Ana.Tenant)).ShouldBe(1, "every thousandth on the way");
        (await StateAsync("s", TravelPoint.End)).Replayed.ShouldBe(300, "the rest came out of a kept state");
    }

    [Fact]
    public async Task A_kept_state_that_cannot_be_used_costs_time_only()
    {
        await AppendAsync("s", [.. Enumerable.Range(0, 50).Select(i => ($$"""{"n":{{i}}}""", Start))]);
        await _store.States.SaveAsync(new StateSnapshot(Id("s"), new MergeFold(DeclaredEventTypes.None).Shape, 40, Start, Start, "nonsense"u8.ToArray()));
        await _store.States.SaveAsync(new StateSnapshot(Id("s"), "another-shape", 45, Start, Start, "{}"u8.ToArray()));
        var state = await StateAsync("s", TravelPoint.End);
        (Json(state), state.Replayed).ShouldBe(("""{"n":49}""", 50));
    }

    [Fact]
    public async Task A_snapshot_is_kept_and_used()
    {
        await AppendAsync("s", [.. Enumerable.Range(0, 50).Select(i => ($$"""{"n":{{i}}}""", Start))]);
        (await Travel().SnapshotAsync(Ana, EventStreamDecider.Kind, "s", new TravelPoint(30, null))).Required.Version.ShouldBe(30);
        (await StateAsync("s", TravelPoint.End)).Replayed.ShouldBe(20);
        (await Travel().ListAsync(Ana, EventStreamDecider.Kind, "s", 10)).Required.Single().Version.ShouldBe(30);
    }

    [Fact]
    public async Task The_systems_own_entities_have_their_deciders_state()
    {
        var id = new EntityId(Ana.Tenant, PipelineDecider.Kind, "p");
        PipelineEvent[] events = [new PipelineEvent.Created(Ana.Tenant, "user:ana", "orders", ""), new PipelineEvent.Described("orders", "daily")];
        var encoded = events.Select(PipelineCodecs.Events.Encode).Append(new Application.Events.EncodedEvent("flexcore.command-answered", 1, "{}"u8.ToArray()));
        await AppendAsync(id, [.. encoded.Select(one => (one, Start))]);

        JsonDocument.Parse((await StateAsync("p", new TravelPoint(1, null), PipelineDecider.Kind)).State).RootElement.GetProperty("description").GetString().ShouldBe("");
        var newest = await StateAsync("p", TravelPoint.End, PipelineDecider.Kind);
        newest.Version.ShouldBe(3, "events of the host count, and change nothing");
        JsonDocument.Parse(newest.State).RootElement.GetProperty("description").GetString().ShouldBe("daily");
    }

    [Fact]
    public async Task What_is_not_there_is_refused_by_name()
    {
        await AppendAsync("s", [("{}", Start)]);
        (await RefusedAsync("s", new TravelPoint(2, null))).ShouldBe(("version-not-found", "'s' has no version 2: its last one is 1."));
        (await RefusedAsync("t", TravelPoint.End)).ShouldBe(("stream-not-found", "There is no 't' of kind 'event-stream'."));
        (await RefusedAsync("s", new TravelPoint(null, Start.AddTicks(-1)))).Item2.ShouldContain("had no events yet at 1969-12-31T23:59:59");
        (await RefusedAsync("s", TravelPoint.End, "wizard")).ShouldBe(("unknown-kind", "There are no states of kind 'wizard'. The kinds are event-stream, pipeline."));
    }

    [Theory]
    [InlineData("""{}""", """{}""", "")]
    [InlineData("""{"a":1}""", """{"a":1.0}""", "")]
    [InlineData("""{"a":1,"b":2}""", """{"b":3,"c":[]}""", "remove /a; replace /b 3; add /c []")]
    [InlineData("""{"a":{"b":{"c":1,"d":2}}}""", """{"a":{"b":{"c":2,"d":2}}}""", "replace /a/b/c 2")]
    [InlineData("""{"a":[1,2,3]}""", """{"a":[1,5]}""", "replace /a/1 5; remove /a/2")]
    [InlineData("""{"a":[1]}""", """{"a":[1,2,3]}""", "add /a/1 2; add /a/2 3")]
    [InlineData("""{"a/b~c":1}""", """{"a/b~c":null}""", "replace /a~1b~0c null")]
    [InlineData("""{"a":{}}""", """{"a":[]}""", "replace /a []")]
    public void Differences_are_listed_like_a_patch(string from, string to, string changes) => string.Join("; ", StateDiff
        .Between(Encoding.UTF8.GetBytes(from), Encoding.UTF8.GetBytes(to))
        .Select(change => $"{change.Op} {change.Path} {change.Value}".TrimEnd())).ShouldBe(changes);

    private static EntityId Id(string key) => new(Ana.Tenant, EventStreamDecider.Kind, key);

    private static string Json(TravelState state) => Encoding.UTF8.GetString(state.State.Span);

    // The obvious fold, by another JSON library type.
    private static string Fold(IEnumerable<(string Data, DateTimeOffset At)> events)
    {
        var state = new JsonObject();
        foreach (var (data, _) in events)
        {
            foreach (var (name, value) in JsonNode.Parse(data)!.AsObject().ToList())
            {
                state[name] = value?.DeepClone();
            }
        }

        return state.ToJsonString();
    }

    private TimeTravel.TimeTravel Travel() => new(_store.Journal, _store.States, _folds, new TenantEventAccess(), new ManualClock());

    private async Task<TravelState> StateAsync(string key, TravelPoint point, string kind = EventStreamDecider.Kind) => (await Travel().StateAsync(Ana, kind, key, point)).Required;

    private async Task<(string, string)> RefusedAsync(string key, TravelPoint point, string kind = EventStreamDecider.Kind)
    {
        NodeReply<TravelState> reply = await Travel().StateAsync(Ana, kind, key, point);
        return (reply.Refusal.ShouldNotBeNull().Code, reply.Refusal.Message);
    }

    private Task AppendAsync(string key, IReadOnlyList<(string Data, DateTimeOffset At)> events) =>
        AppendAsync(Id(key), [.. events.Select(one => (EventStreamCodecs.Events.Encode(new StreamEvent("t", 1, one.Data)), one.At))]);

    private async Task AppendAsync(EntityId id, IReadOnlyList<(Application.Events.EncodedEvent Event, DateTimeOffset At)> events)
    {
        var lease = await _store.Leases.AcquireAsync(id.ShardOf(8), "test");
        for (var i = 0; i < events.Count; i++)
        {
            var metadata = new EventMetadata(events[i].At, "user:ana", "corr", "cause");
            var added = new NewEvent(Guid.NewGuid(), events[i].Event.Type, events[i].Event.SchemaVersion, events[i].Event.Payload);
            (await _store.Journal.AppendAsync(new AppendRequest(id, lease, i, [added], metadata))).Status.ShouldBe(AppendStatus.Committed);
        }
    }
}
