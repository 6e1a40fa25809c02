using System.Text;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.Projections.Store;
using FlexCore.Domain;
using Shouldly;
using Xunit;

namespace FlexCore.Conformance.Projections;

/// <summary>The contract of <see cref="IReadModelStore"/>.</summary>
public abstract partial class ReadModelStoreConformance : IAsyncLifetime
{
    protected static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private ReadModelStoreHarness? _harness;

    protected ReadModelStoreHarness Harness => _harness ?? throw new InvalidOperationException("The store is not open.");

    protected IReadModelStore Store => Harness.Store;

    /// <summary>The only thing an implementation must say: how to open an empty store with eight shards, whose epochs are all 1.</summary>
    protected abstract Task<ReadModelStoreHarness> StartAsync();

    public async Task InitializeAsync() => _harness = await StartAsync();

    public async Task DisposeAsync() => await Harness.DisposeAsync();

    protected static ReadModelKey KeyOf(string key, string tenant = "default", string kind = "order") => new(new TenantId(tenant), kind, key);

    protected static ReadModelChange Document(ReadModelKey key, string data, long version = 1, DateTimeOffset? at = null) =>
        new(key, new StoredReadModel(key, "Order", Encoding.UTF8.GetBytes(data), version, version, Noon, at ?? Noon));

    protected static ReadModelCommit Commit(long generation, ShardMove[] moves, ReadModelChange[] changes, long epoch = 1) =>
        new(generation, [.. moves.Select(move => new ShardLease(move.Shard, epoch, "node-1"))], moves, changes);

    protected async Task<GenerationRow> BeginAsync(string projection = "orders") => await Store.AddAsync(new NewGeneration(projection, "v1", Noon));

    protected async Task<string?> DataAsync(long generation, ReadModelKey key) =>
        (await Store.LoadAsync(generation, [key])).SingleOrDefault() is { } found ? Encoding.UTF8.GetString(found.Data.Span) : null;

    [Fact]
    public async Task A_new_store_has_no_projections() => (await Store.ListAsync()).ShouldBeEmpty();

    [Fact]
    public async Task The_first_generation_of_a_projection_is_its_live_one()
    {
        var added = await Store.AddAsync(new NewGeneration("orders", "v1", Noon) { Definition = "name: orders" });
        var row = (await Store.ListAsync()).ShouldHaveSingleItem();
        (row.Name, row.Live, row.IsPaused, row.Definition).ShouldBe(("orders", added.Id, false, "name: orders"));
        var generation = row.Generations.ShouldHaveSingleItem();
        (generation.Fingerprint, generation.CreatedAt, generation.Until, generation.Bound, generation.SwapsItself, generation.Fault).ShouldBe(("v1", Noon, null, null, false, null));
        row.LiveGeneration.ShouldBe(generation);
    }

    [Fact]
    public async Task A_commit_stores_documents_and_positions_together()
    {
        var generation = await BeginAsync();
        (await Store.CommitAsync(Commit(generation.Id, [new(1, 0, 5, 3), new(7, 0, 2, 1)], [Document(KeyOf("a"), """{"n":1}""")]))).ShouldBe(CommitOutcome.Committed);
        var progress = await Store.ReadProgressAsync(generation.Id);
        progress.Position.ShouldBe(FeedCursor.Start.With(1, 5).With(7, 2));
        (progress.Applied, progress.Parked).ShouldBe((4, 0));
        (await DataAsync(generation.Id, KeyOf("a"))).ShouldBe("""{"n":1}""");
    }

    [Fact]
    public async Task A_document_comes_back_with_every_member()
    {
        var generation = await BeginAsync();
        var document = new StoredReadModel(KeyOf("ä/1"), "Bestellung", """{"läuft":"日本"}"""u8.ToArray(), 7, 9, Noon, Noon.AddTicks(3)) { Stamps = """{"a":"b"}"""u8.ToArray() };
        await Store.CommitAsync(Commit(generation.Id, [new(1, 0, 1, 1)], [new(document.Key, document)]));
        var found = (await Store.LoadAsync(generation.Id, [document.Key])).ShouldHaveSingleItem();
        (found.Key, found.AggregateType, found.Version, found.Events, found.CreatedAt, found.UpdatedAt).ShouldBe((document.Key, "Bestellung", 7, 9, Noon, Noon.AddTicks(3)));
        found.Data.ToArray().ShouldBe(document.Data.ToArray());
        found.Stamps.ToArray().ShouldBe(document.Stamps.ToArray());
    }

    [Fact]
    public async Task A_deleted_document_is_gone_and_others_stay()
    {
        var generation = await BeginAsync();
        await Store.CommitAsync(Commit(generation.Id, [new(1, 0, 2, 2)], [Document(KeyOf("a"), "{}"), Document(KeyOf("b"), "{}")]));
        await Store.CommitAsync(Commit(generation.Id, [new(1, 2, 3, 1)], [new(KeyOf("a"), null), new(KeyOf("never"), null)]));
        (await Store.LoadAsync(generation.Id, [KeyOf("a"), KeyOf("b"), KeyOf("c")])).ShouldHaveSingleItem().Key.ShouldBe(KeyOf("b"));
    }

    [Fact]
    public async Task A_commit_that_begins_elsewhere_changes_nothing()
    {
        var generation = await BeginAsync();
        await Store.CommitAsync(Commit(generation.Id, [new(1, 0, 5, 1)], [Document(KeyOf("a"), "1")]));
        foreach (var from in new[] { 0L, 4, 6 })
        {
            (await Store.CommitAsync(Commit(generation.Id, [new(2, 0, 9, 1), new(1, from, 9, 1)], [Document(KeyOf("a"), "2")]))).ShouldBe(CommitOutcome.Moved, $"from {from}");
        }

        (await DataAsync(generation.Id, KeyOf("a"))).ShouldBe("1");
        (await Store.ReadProgressAsync(generation.Id)).Position.ShouldBe(FeedCursor.Start.With(1, 5));
    }

    [Fact]
    public async Task An_owner_that_was_replaced_can_store_nothing()
    {
        var generation = await BeginAsync();
        await Store.CommitAsync(Commit(generation.Id, [new(1, 0, 5, 1)], [Document(KeyOf("a"), "1")]));
        await Harness.TakeOverAsync(1, 2);
        (await Store.CommitAsync(Commit(generation.Id, [new(1, 5, 6, 1), new(3, 0, 6, 1)], [Document(KeyOf("a"), "2")]))).ShouldBe(CommitOutcome.Fenced);
        (await DataAsync(generation.Id, KeyOf("a"))).ShouldBe("1");
        (await Store.ReadProgressAsync(generation.Id)).Position.ShouldBe(FeedCursor.Start.With(1, 5));
        (await Store.CommitAsync(Commit(generation.Id, [new(1, 5, 6, 1)], [Document(KeyOf("a"), "3")], epoch: 2))).ShouldBe(CommitOutcome.Committed);
    }

    [Fact]
    public async Task Nothing_is_stored_for_a_generation_that_does_not_exist() =>
        (await Store.CommitAsync(Commit(4711, [new(1, 0, 1, 1)], [Document(KeyOf("a"), "1")]))).ShouldBe(CommitOutcome.Gone);

    [Fact]
    public async Task Generations_tenants_and_kinds_do_not_see_each_other()
    {
        var (one, two) = (await BeginAsync(), await BeginAsync("others"));
        ReadModelKey[] keys = [KeyOf("a"), KeyOf("a", tenant: "acme"), KeyOf("a", kind: "invoice")];
        await Store.CommitAsync(Commit(one.Id, [new(1, 0, 1, 1)], [.. keys.Select((key, n) => Document(key, $"{n}"))]));
        for (var n = 0; n < keys.Length; n++)
        {
            (await DataAsync(one.Id, keys[n])).ShouldBe($"{n}");
            (await DataAsync(two.Id, keys[n])).ShouldBeNull();
        }

        (await Store.QueryAsync(new ReadModelQuery(one.Id, new TenantId("acme"), 10))).ShouldHaveSingleItem().Key.Tenant.Value.ShouldBe("acme");
    }

    [Fact]
    public async Task What_was_committed_is_there_after_a_crash()
    {
        var generation = await BeginAsync();
        await Store.CommitAsync(Commit(generation.Id, [new(1, 0, 5, 1)], [Document(KeyOf("a"), "1")]) with { Parked = [Parked(1, 5)] });
        await Harness.CrashAsync();
        (await DataAsync(generation.Id, KeyOf("a"))).ShouldBe("1");
        (await Store.ReadProgressAsync(generation.Id)).ShouldBe(new GenerationProgress(FeedCursor.Start.With(1, 5), 1, 1));
        (await Store.ListAsync()).ShouldHaveSingleItem().Live.ShouldBe(generation.Id);
    }

    [Fact]
    public async Task Documents_are_listed_page_by_page_in_the_order_of_kind_and_key()
    {
        var generation = await BeginAsync();
        ReadModelKey[] keys = [KeyOf("Z", kind: "a"), KeyOf("a", kind: "a"), KeyOf("ä", kind: "a"), KeyOf("B", kind: "b"), KeyOf("b", kind: "b")];
        await Store.CommitAsync(Commit(generation.Id, [new(1, 0, 5, 5)], [.. keys.Reverse().Select(key => Document(key, "{}"))]));
        var seen = new List<ReadModelKey>();
        var query = new ReadModelQuery(generation.Id, TenantId.Default, 2);
        while (await Store.QueryAsync(query) is { Count: > 0 } page)
        {
            seen.AddRange(page.Select(document => document.Key));
            query = query with { After = new ReadModelPlace(page[^1].Key.Kind, page[^1].Key.Key) };
        }

        seen.ShouldBe(keys);
    }

    [Fact]
    public async Task The_newest_documents_come_first_when_asked_for()
    {
        var generation = await BeginAsync();
        await Store.CommitAsync(Commit(generation.Id, [new(1, 0, 3, 3)], [Document(KeyOf("a"), "{}", at: Noon), Document(KeyOf("b"), "{}", at: Noon.AddHours(2)), Document(KeyOf("c"), "{}", at: Noon.AddHours(1))]));
        var page = await Store.QueryAsync(new ReadModelQuery(generation.Id, TenantId.Default, 2) { NewestFirst = true });
        page.Select(document => document.Key.Key).ShouldBe(["b", "c"]);
    }

    [Fact]
    public async Task Documents_of_one_key_are_found_whatever_their_kind()
    {
        var generation = await BeginAsync();
        await Store.CommitAsync(Commit(generation.Id, [new(1, 0, 3, 3)], [Document(KeyOf("a", kind: "x"), "1"), Document(KeyOf("a", kind: "y"), "2", at: Noon.AddHours(1)), Document(KeyOf("b"), "3")]));
        var found = await Store.QueryAsync(new ReadModelQuery(generation.Id, TenantId.Default, 10) { Key = "a" });
        found.Select(document => document.Key.Kind).ShouldBe(["y", "x"]);
    }

    protected static ParkedEvent Parked(int shard, long offset, string group = "default/order/a", DateTimeOffset? retryAt = null) =>
        new(group, new EntityId(TenantId.Default, "order", "a"), offset, shard, offset, "OrderPlaced", "it broke", 3, Noon, retryAt);
}
