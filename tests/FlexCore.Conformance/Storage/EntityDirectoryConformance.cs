using FlexCore.Application.Journal;
using FlexCore.Domain;
using Shouldly;
using Xunit;

namespace FlexCore.Conformance.Storage;

/// <summary>The contract of <see cref="IEntityDirectory"/>.</summary>
public abstract class EntityDirectoryConformance : StorageConformance
{
    private static readonly string[] Tenants = ["acme", "acme.eu", "acme0", "b"];
    private static readonly string[] Kinds = ["a", "account", "account.old", "z"];

    [Fact]
    public async Task An_empty_store_has_no_entities() => (await ListAsync("account")).ShouldBeEmpty();

    [Fact]
    public async Task Every_entity_of_a_kind_is_listed_once_and_no_other()
    {
        foreach (var tenant in Tenants)
        {
            foreach (var kind in Kinds)
            {
                for (var key = 0; key < 4; key++)
                {
                    // Several events each, so that some of them lie in the index of stores that have one.
                    var id = new EntityId(new TenantId(tenant), kind, $"k{key}");
                    (await AppendAsync(id, 0, Event("1"), Event("2"))).Status.ShouldBe(AppendStatus.Committed);
                }
            }
        }

        foreach (var kind in Kinds)
        {
            var expected = Tenants.SelectMany(tenant => Enumerable.Range(0, 4).Select(key => $"{tenant}/{kind}/k{key}"));
            (await ListAsync(kind)).ShouldBe(expected, ignoreOrder: true, kind);
        }

        (await ListAsync("accounts")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_entity_whose_append_was_refused_is_not_listed()
    {
        (await AppendAsync(Entity("ghost"), 5, Event("1"))).Status.ShouldBe(AppendStatus.WrongExpectedVersion);
        (await ListAsync("account")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Entities_are_listed_after_a_crash()
    {
        for (var key = 0; key < 40; key++)
        {
            await AppendAsync(Entity($"k{key}"), 0, Event("1"));
        }

        await Storage.CrashAsync();

        (await ListAsync("account")).Count.ShouldBe(40);
    }

    [Fact]
    public async Task A_part_of_a_list_is_what_lies_behind_a_key_in_the_order_of_keys()
    {
        var all = await FillAsync();
        var ranges =
            from after in new[] { null, "K1", "k1", "k15", "zz" }
            from text in new[] { null, "1", "K1", "no such", "k%", "ſ" }
            from skip in new[] { 0, 3, 100 }
            from limit in new[] { 1, 4, 100 }
            select new EntityRange(new TenantId("acme"), "account") { After = after, Text = text, Skip = skip, Limit = limit };
        foreach (var range in ranges)
        {
            var expected = all.Where(range.Contains).OrderBy(id => id.Key, StringComparer.Ordinal).Select(id => id.StreamId).ToList();

            (await Storage.Directory.ReadAsync(range)).Select(id => id.StreamId).ShouldBe(expected.Skip(range.Skip).Take(range.Limit), range.ToString());
            (await Storage.Directory.CountAsync(range)).ShouldBe(expected.Count, range.ToString());
        }
    }

    [Fact]
    public async Task Parts_one_behind_the_other_are_the_whole_list_though_it_grows_meanwhile()
    {
        var all = await FillAsync();
        var range = new EntityRange(new TenantId("acme"), "account") { Limit = 3 };
        var found = new List<string>();
        for (var round = 0; await Storage.Directory.ReadAsync(range) is { Count: > 0 } part; round++)
        {
            found.AddRange(part.Select(id => id.Key));
            range = range with { After = part[^1].Key };

            // Two events each, before and behind the place that the walk has come to.
            (await AppendAsync(new EntityId(range.Tenant, "account", $"A-new-{round}"), 0, Event("1"), Event("2"))).Status.ShouldBe(AppendStatus.Committed);
            round.ShouldBeLessThan(100);
        }

        found.ShouldBe(all.Where(id => id is { Tenant.Value: "acme", Kind: "account" }).Select(id => id.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Parts_and_counts_are_the_same_after_a_crash()
    {
        var all = await FillAsync();
        await Storage.CrashAsync();
        var range = new EntityRange(new TenantId("acme"), "account") { After = "k1", Limit = 5 };

        (await Storage.Directory.ReadAsync(range)).ShouldBe(all.Where(range.Contains).OrderBy(id => id.Key, StringComparer.Ordinal).Take(5));
        (await Storage.Directory.CountAsync(range)).ShouldBe(all.Count(range.Contains));
    }

    // Neighbours that begin alike, keys in both cases, and some entities with one event only.
    private async Task<List<EntityId>> FillAsync()
    {
        var all = new List<EntityId>();
        foreach (var (tenant, kind) in Tenants.SelectMany(_ => Kinds, (tenant, kind) => (tenant, kind)))
        {
            var count = tenant == "acme" && kind == "account" ? 12 : 2;
            all.AddRange(Enumerable.Range(0, count).Select(number => new EntityId(new TenantId(tenant), kind, $"{(number % 3 == 0 ? 'K' : 'k')}{number}")));
        }

        foreach (var (id, number) in all.Select((id, number) => (id, number)))
        {
            (await AppendAsync(id, 0, number % 2 == 0 ? [Event("1")] : [Event("1"), Event("2")])).Status.ShouldBe(AppendStatus.Committed);
        }

        return all;
    }

    private async Task<List<string>> ListAsync(string kind)
    {
        var found = new List<string>();
        await foreach (var id in Storage.Directory.ListAsync(kind))
        {
            found.Add(id.StreamId);
        }

        return found;
    }
}
