using System.Text.Json;
using FlexCore.Actors.Entities;
using FlexCore.Application.Inspection;
using FlexCore.Conformance.Entities;
using FlexCore.Domain;
using FlexCore.Testing.Faults;
using FlexCore.Testing.Storage;
using FlexCore.Testing.Time;

namespace FlexCore.Actors.Tests.Entities;

/// <summary>What those see who look at the entities in memory.</summary>
public sealed class EntityInspectionTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly InMemoryStore _store = new();
    private readonly ManualClock _clock = new();
    private readonly FaultInjectingJournal _journal;
    private readonly EntityInspector _inspector = new();
    private LedgerRegion? _opened;

    public EntityInspectionTests() => _journal = new FaultInjectingJournal(_store.Journal, JournalFaultPlan.OnDemand);

    private LedgerEntityRegion Region => (_opened ?? throw new InvalidOperationException("not opened")).Region;

    public async Task InitializeAsync()
    {
        _opened = await LedgerRegion.OpenAsync(_journal, _store.Snapshots, _store.Leases, time: _clock);
        _inspector.Add(Region);
    }

    public async Task DisposeAsync()
    {
        if (_opened is not null)
        {
            await _opened.DisposeAsync();
        }
    }

    [Fact]
    public async Task Entities_are_counted_by_kind_and_shard_and_only_the_tenants_own()
    {
        _inspector.Kinds(TenantId.Default).ShouldHaveSingleItem().ShouldSatisfyAllConditions(kind => kind.Kind.ShouldBe("ledger"), kind => kind.Entities.ShouldBe(0), kind => kind.Shards.ShouldBeEmpty());
        foreach (var key in new[] { "a", "b", "c" })
        {
            await Region.AskAsync(Ledgers.Id(key), new Enter(Ledgers.Context(), 1));
        }

        var kind = _inspector.Kinds(Ledgers.Id("a").Tenant).ShouldHaveSingleItem();

        (kind.Entities, kind.Stranded, kind.Shards.Sum(static shard => shard.Entities)).ShouldBe((3, 0, 3));
        kind.Shards.Select(static shard => shard.Shard).ShouldBe(new[] { "a", "b", "c" }.Select(key => Ledgers.Id(key).ShardOf(_store.Leases.ShardCount)).Distinct().Order());
        _inspector.Kinds(new TenantId("stranger"))[0].Entities.ShouldBe(0);
        _inspector.List(new ResidentQuery(new TenantId("stranger"), 10)).Total.ShouldBe(0);
    }

    [Fact]
    public async Task The_first_of_an_order_are_listed_and_all_are_counted()
    {
        for (var entity = 1; entity <= 6; entity++)
        {
            for (var message = 0; message < entity; message++)
            {
                await Region.ReadAsync(Ledgers.Id($"e-{entity}"));
            }
        }

        var list = _inspector.List(new ResidentQuery(Ledgers.Id("a").Tenant, 3) { Order = ResidentOrder.Messages });

        list.Total.ShouldBe(6);
        list.Entities.Select(static one => (one.Id.Key, one.Messages)).ShouldBe([("e-6", 6L), ("e-5", 5L), ("e-4", 4L)]);
        _inspector.List(new ResidentQuery(Ledgers.Id("a").Tenant, 3) { Kind = "other" }).Total.ShouldBe(0);
        var shard = list.Entities[0].Shard;
        _inspector.List(new ResidentQuery(Ledgers.Id("a").Tenant, 100) { Shard = shard }).Entities.ShouldAllBe(one => one.Shard == shard);
    }

    [Fact]
    public async Task Equal_ones_are_listed_by_id()
    {
        foreach (var key in new[] { "c", "a", "d", "b" })
        {
            await Region.ReadAsync(Ledgers.Id(key));
        }

        _inspector.List(new ResidentQuery(Ledgers.Id("a").Tenant, 2) { Order = ResidentOrder.Restarts }).Entities.Select(static one => one.Id.Key).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task The_rate_is_that_of_the_last_second_and_fades()
    {
        var id = Ledgers.Id("busy");
        await Region.ReadAsync(id);
        for (var message = 0; message < 9; message++)
        {
            await Region.ReadAsync(id);
        }

        Look(id).MessagesPerSecond.ShouldBe(0, "the first second is not over");
        _clock.Advance(TimeSpan.FromSeconds(1));
        Look(id).MessagesPerSecond.ShouldBe(10);
        await Region.ReadAsync(id);
        Look(id).MessagesPerSecond.ShouldBe(10, "a new second has begun; the last whole one counts");
        _clock.Advance(TimeSpan.FromSeconds(4));
        Look(id).MessagesPerSecond.ShouldBe(0.3, 0.1);
        Look(id).Idle.ShouldBe(TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task A_failed_commit_is_told_with_its_reason()
    {
        var id = Ledgers.Id("unlucky");
        await Region.AskAsync(id, new Enter(Ledgers.Context(), 1));
        Look(id).LastFailure.ShouldBeNull();
        _journal.FailNext(JournalFault.BeforeCommit);
        await Should.ThrowAsync<Exception>(async () => await Region.AskAsync(id, new Enter(Ledgers.Context(), 1)));

        var looked = Look(id);

        (looked.Restarts, looked.LastFailure is null, looked.LastFailureAt).ShouldBe((1, false, _clock.GetUtcNow()));
    }

    [Fact]
    public async Task Messages_that_wait_are_the_mailbox()
    {
        var id = Ledgers.Id("waiting");
        await Region.AskAsync(id, new Enter(Ledgers.Context(), 1));
        _journal.Hold();
        var first = Region.AskAsync(id, new Enter(Ledgers.Context(), 1)).AsTask();
        await _journal.WhenHeldAsync(1).WaitAsync(Patience);

        Look(id).Phase.ShouldBe("ready");
        _journal.Release();
        await first.WaitAsync(Patience);
        Look(id).Mailbox.ShouldBe(0);
    }

    [Fact]
    public async Task One_entity_is_shown_with_its_committed_state()
    {
        var id = Ledgers.Id("shown");
        await Region.AskAsync(id, new Enter(Ledgers.Context(), 40));
        await Region.AskAsync(id, new Enter(Ledgers.Context(), 2));

        var detail = (await _inspector.InspectAsync(id)).ShouldNotBeNull();

        (detail.Version, detail.Shard, detail.Epoch).ShouldBe((2L, id.ShardOf(_store.Leases.ShardCount), 1L));
        detail.Resident.ShouldNotBeNull().Messages.ShouldBe(2, "looking is not counted before the look");
        using var state = JsonDocument.Parse(detail.State.ShouldNotBeNull());
        state.RootElement.ValueKind.ShouldBe(JsonValueKind.Object);
    }

    [Fact]
    public async Task What_has_no_event_or_no_kind_is_not_there()
    {
        (await _inspector.InspectAsync(Ledgers.Id("nobody"))).ShouldBeNull();
        (await _inspector.InspectAsync(new EntityId(TenantId.Default, "unheard-of", "a"))).ShouldBeNull();
        Should.Throw<ArgumentOutOfRangeException>(() => _inspector.List(new ResidentQuery(TenantId.Default, 0)));
    }

    private ResidentEntity Look(EntityId id) => _inspector.List(new ResidentQuery(id.Tenant, 1_000)).Entities.Single(one => one.Id.Equals(id));
}
