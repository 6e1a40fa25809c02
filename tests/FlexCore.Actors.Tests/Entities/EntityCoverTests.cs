using FlexCore.Actors.Entities;
using FlexCore.Application.Retention;
using FlexCore.Conformance.Entities;
using FlexCore.Testing.Storage;

namespace FlexCore.Actors.Tests.Entities;

/// <summary>Covering: an entity goes on, remembered answers included, when the events behind its snapshot are gone.</summary>
public sealed class EntityCoverTests : IAsyncLifetime
{
    private readonly InMemoryStore _store = new();
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
    public async Task A_covered_entity_needs_its_events_no_more()
    {
        var region = await OpenAsync();
        for (var i = 1; i <= 5; i++)
        {
            (await region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context($"key-{i}"), i, Amount: 7))).Refusal.ShouldBeNull();
        }

        var before = await region.ReadAsync(Ledgers.Id("a"));
        (await region.CoverAsync(Ledgers.Id("a"))).ShouldBe(5);
        (await _store.Scavenger.RemoveAsync(0, new ScavengeMark(Ledgers.Id("a"), 5, ArchiveLines.NoHash, DateTimeOffset.UnixEpoch))).ShouldBe(ScavengeOutcome.Removed);

        var again = await OpenAsync();
        var after = await again.ReadAsync(Ledgers.Id("a"));
        (after.Version, after.State.Balance).ShouldBe((before.Version, before.State.Balance));
        (await again.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context("key-2"), 2))).IsReplay.ShouldBeTrue("the answer is in the snapshot");
    }

    [Fact]
    public async Task What_is_covered_already_is_not_written_again_and_what_is_not_there_needs_nothing()
    {
        var region = await OpenAsync();
        (await region.CoverAsync(Ledgers.Id("none"))).ShouldBe(0);
        await region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1));
        (await region.CoverAsync(Ledgers.Id("a"))).ShouldBe(1);
        var stored = await _store.Snapshots.LoadAsync(Ledgers.Id("a"));
        (await region.CoverAsync(Ledgers.Id("a"))).ShouldBe(1);
        (await _store.Snapshots.LoadAsync(Ledgers.Id("a")))?.Payload.ToArray().ShouldBe(stored?.Payload.ToArray());
    }

    [Fact]
    public async Task A_kind_without_snapshots_cannot_be_covered()
    {
        var region = await OpenAsync(LedgerRegion.Definition with { Snapshots = null });
        await region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1));
        (await region.CoverAsync(Ledgers.Id("a"))).ShouldBe(0);
    }

    private async Task<LedgerEntityRegion> OpenAsync(EntityDefinition<LedgerState, LedgerCommand, LedgerEvent>? definition = null)
    {
        var opened = await LedgerRegion.OpenAsync(_store.Journal, _store.Snapshots, _store.Leases, definition: definition);
        _opened.Add(opened);
        return opened.Region;
    }
}
