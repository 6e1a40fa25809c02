using System.Text;
using FlexCore.Actors.Entities;
using FlexCore.Application.Entities;
using FlexCore.Application.Events;
using FlexCore.Application.Journal;
using FlexCore.Conformance.Entities;
using FlexCore.Testing.Storage;
using FlexCore.Testing.Time;

namespace FlexCore.Actors.Tests.Entities;

/// <summary>Loading: snapshots that help or do not, histories that cannot be.</summary>
public sealed class EntityHistoryTests : IAsyncLifetime
{
    private readonly InMemoryStore _store = new();
    private readonly ManualClock _clock = new();
    private readonly List<LedgerRegion> _opened = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var region in _opened)
        {
            await region.DisposeAsync();
        }
    }

    [Fact]
    public async Task An_event_nobody_knows_stops_the_entity_with_a_named_error()
    {
        await WriteAsync("a", ("ledger.entered", """{"number":1,"amount":1}"""), ("ledger.from-the-future", "{}"));
        var region = await OpenAsync();

        var error = await Should.ThrowAsync<EntityHistoryException>(async () => await region.AskAsync(Ledgers.Id("a"), new Check(Ledgers.Context())));
        var again = await Should.ThrowAsync<EntityHistoryException>(async () => await region.ReadAsync(Ledgers.Id("a")));

        error.Version.ShouldBe(2);
        error.Message.ShouldContain("ledger.from-the-future");
        error.InnerException.ShouldBeOfType<UnknownEventException>();
        again.ShouldBeSameAs(error);
    }

    [Fact]
    public async Task A_stopped_entity_is_counted_as_stranded_until_it_leaves_memory()
    {
        await WriteAsync("a", ("ledger.from-the-future", "{}"));
        var region = await OpenAsync();
        var stranded = 0L;
        using var listener = new System.Diagnostics.Metrics.MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter, region.Instruments.Meter) && instrument.Name == "flexcore.entities.stranded")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((_, value, _, _) => stranded = value);
        listener.Start();

        await region.AskAsync(Ledgers.Id("b"), new Check(Ledgers.Context()));
        listener.RecordObservableInstruments();
        stranded.ShouldBe(0);

        await Should.ThrowAsync<EntityHistoryException>(async () => await region.ReadAsync(Ledgers.Id("a")));
        listener.RecordObservableInstruments();
        stranded.ShouldBe(1);

        await region.DisposeAsync();
        region.Instruments.Stranded.ShouldBe(0);
    }

    [Fact]
    public async Task An_event_whose_payload_does_not_fit_stops_the_entity()
    {
        await WriteAsync("a", ("ledger.entered", """{"number":"one"}"""));
        var region = await OpenAsync();

        (await Should.ThrowAsync<EntityHistoryException>(async () => await region.ReadAsync(Ledgers.Id("a")))).Version.ShouldBe(1);
    }

    [Fact]
    public async Task An_event_the_aggregate_rejects_stops_the_entity()
    {
        await WriteAsync("a", ("ledger.contradicted", "{}"));
        var region = await OpenAsync();

        var error = await Should.ThrowAsync<EntityHistoryException>(async () => await region.ReadAsync(Ledgers.Id("a")));

        error.Message.ShouldContain("cannot evolve");
        error.InnerException.ShouldBeOfType<InvalidOperationException>();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"version":"x"}""")]
    [InlineData("""{"version":0,"code":"c"}""")]
    [InlineData("[")]
    public async Task A_damaged_system_event_stops_the_entity(string payload)
    {
        await WriteAsync("a", (SystemEvents.CommandAnswered, payload));
        var region = await OpenAsync();

        (await Should.ThrowAsync<EntityHistoryException>(async () => await region.ReadAsync(Ledgers.Id("a"))))
            .Message.ShouldContain(SystemEvents.CommandAnswered);
    }

    [Fact]
    public async Task A_hole_in_the_history_stops_the_entity_before_it_decides_anything()
    {
        await WriteAsync("a", Entered(1), Entered(2), Entered(3));
        var region = await OpenAsync(journal: new HoleyJournal(_store.Journal, missing: 2));

        var error = await Should.ThrowAsync<EntityHistoryException>(async () => await region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 4)));

        error.Version.ShouldBe(2);
        (await CountAsync("a")).ShouldBe(3);
    }

    [Fact]
    public async Task A_stopped_entity_leaves_memory_and_the_next_load_looks_again()
    {
        await WriteAsync("a", Entered(1), Entered(2), Entered(3));
        var journal = new HoleyJournal(_store.Journal, missing: 2);
        var region = await OpenAsync(journal: journal);
        await Should.ThrowAsync<EntityHistoryException>(async () => await region.ReadAsync(Ledgers.Id("a")));
        journal.Repair();

        await Residence.EmptyAsync(region, _clock);

        (await region.ReadAsync(Ledgers.Id("a"))).Version.ShouldBe(3);
    }

    [Fact]
    public async Task A_snapshot_is_saved_every_so_many_events_and_the_load_begins_there()
    {
        var journal = new CountingJournal(_store.Journal);
        var region = await OpenAsync(new EntityOptions { SnapshotEvery = 10 }, journal);
        await region.AskAsync(Ledgers.Id("a"), new EnterAll(Ledgers.Context("key"), [.. Enumerable.Range(0, 12)]));
        await region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 99));
        await _opened[0].Region.StopAsync();

        var second = await OpenAsync(new EntityOptions { SnapshotEvery = 10 }, journal);
        var view = await second.ReadAsync(Ledgers.Id("a"));

        view.Version.ShouldBe(13);
        view.State.Numbers.ShouldBe([.. Enumerable.Range(0, 12), 99]);
        journal.EventsRead.ShouldBe(1, "only the snapshot's own last event is read again");
        (await second.AskAsync(Ledgers.Id("a"), new EnterAll(Ledgers.Context("key"), [5]))).IsReplay.ShouldBeTrue();
    }

    [Theory]
    [InlineData("ledger", 1, "not json")]
    [InlineData("ledger", 1, """{"state":{"numbers":7},"answers":[]}""")]
    [InlineData("ledger", 1, """{"answers":[]}""")]
    [InlineData("ledger", 1, """{"state":{"numbers":[],"balance":0},"answers":[{"key":"k"}]}""")]
    [InlineData("ledger", 1, """{"state":{"numbers":[],"balance":0},"answers":{}}""")]
    [InlineData("ledger", 2, """{"state":{"numbers":[],"balance":0},"answers":[]}""")]
    [InlineData("other", 1, """{"state":{"numbers":[],"balance":0},"answers":[]}""")]
    public async Task An_unusable_snapshot_only_costs_time(string type, int schemaVersion, string payload)
    {
        await WriteAsync("a", Entered(1), Entered(2));
        await _store.Snapshots.SaveAsync(new StoredSnapshot(Ledgers.Id("a"), 2, type, schemaVersion, Encoding.UTF8.GetBytes(payload)));
        var region = await OpenAsync();

        (await region.ReadAsync(Ledgers.Id("a"))).State.Numbers.ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_snapshot_beyond_the_journal_is_not_believed()
    {
        await WriteAsync("a", Entered(1));
        var payload = """{"state":{"numbers":[1,2,3],"balance":3},"answers":[]}""";
        await _store.Snapshots.SaveAsync(new StoredSnapshot(Ledgers.Id("a"), 3, "ledger", 1, Encoding.UTF8.GetBytes(payload)));
        var region = await OpenAsync();

        (await region.ReadAsync(Ledgers.Id("a"))).State.Numbers.ShouldBe([1]);
        (await region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 9))).Version.ShouldBe(2);
    }

    [Fact]
    public async Task A_snapshot_store_that_fails_only_costs_time()
    {
        await WriteAsync("a", Entered(1));
        var region = await OpenAsync(new EntityOptions { SnapshotEvery = 1 }, snapshots: new BrokenSnapshots());

        (await region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 2))).Version.ShouldBe(2);
        (await region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 3))).Version.ShouldBe(3);
    }

    [Fact]
    public async Task The_oldest_key_is_forgotten_first_in_memory_and_after_a_load_alike()
    {
        var options = new EntityOptions { IdempotencyKeysMax = 3 };
        var region = await OpenAsync(options);
        for (var i = 1; i <= 4; i++)
        {
            await region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context($"key-{i}"), i));
        }

        (await region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context("key-2"), 2))).IsReplay.ShouldBeTrue();
        await region.StopAsync();
        var second = await OpenAsync(options);

        (await second.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context("key-4"), 4))).IsReplay.ShouldBeTrue();
        (await second.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context("key-2"), 2))).IsReplay.ShouldBeTrue();
        (await second.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context("key-1"), 1))).ShouldBe(new CommandReply(5, null, IsReplay: false));
    }

    [Fact]
    public async Task An_aggregate_that_claims_a_host_s_event_name_is_refused()
    {
        var region = await OpenAsync(definition: LedgerRegion.Definition with { Events = new ClaimingCodec() });

        (await Should.ThrowAsync<EntityFailedException>(async () => await region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1))))
            .Message.ShouldContain(SystemEvents.Prefix);
        (await CountAsync("a")).ShouldBe(0);
    }

    private static (string Type, string Payload) Entered(int number) => ("ledger.entered", $$"""{"number":{{number}},"amount":1}""");

    private async Task<LedgerEntityRegion> OpenAsync(
        EntityOptions? options = null,
        IEventJournal? journal = null,
        ISnapshotStore? snapshots = null,
        EntityDefinition<LedgerState, LedgerCommand, LedgerEvent>? definition = null)
    {
        var opened = await LedgerRegion.OpenAsync(
            journal ?? _store.Journal, snapshots ?? _store.Snapshots, _store.Leases, options, _clock, definition);
        _opened.Add(opened);
        return opened.Region;
    }

    private async Task WriteAsync(string key, params (string Type, string Payload)[] events)
    {
        var id = Ledgers.Id(key);
        var shard = id.ShardOf(_store.Leases.ShardCount);
        var lease = await _store.Leases.AcquireAsync(shard, "writer");
        var request = new AppendRequest(
            id, lease, 0, [.. events.Select(e => new NewEvent(Guid.NewGuid(), e.Type, 1, Encoding.UTF8.GetBytes(e.Payload)))],
            new EventMetadata(_clock.GetUtcNow(), "user:ana", "chain", "chain"));
        (await _store.Journal.AppendAsync(request)).Status.ShouldBe(AppendStatus.Committed);
    }

    private async Task<int> CountAsync(string key)
    {
        var count = 0;
        await foreach (var _ in _store.Journal.ReadStreamAsync(Ledgers.Id(key), 1))
        {
            count++;
        }

        return count;
    }

    private sealed class ClaimingCodec : IEventCodec<LedgerEvent>
    {
        public EncodedEvent Encode(LedgerEvent @event) => new(SystemEvents.CommandAnswered, 1, "{}"u8.ToArray());

        public LedgerEvent Decode(string type, int schemaVersion, ReadOnlyMemory<byte> payload) => new Contradicted();
    }
}
