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
