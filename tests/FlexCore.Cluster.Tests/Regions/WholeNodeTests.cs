using FlexCore.Conformance.Entities;
using FlexCore.Testing.Cluster;
using FlexCore.Testing.Storage;

namespace FlexCore.Cluster.Tests.Regions;

/// <summary>Membership, sharding, transport and regions together, in one process over real connections.</summary>
public sealed class WholeNodeTests
{
    private const int Shards = 16;
    private const int Entities = 12;

    [Fact]
    public async Task Commands_find_their_entities_while_a_node_joins_and_another_leaves()
    {
        var store = new InMemoryStore(Shards);
        var cluster = new InMemoryCluster(store, TimeProvider.System);
        await using var a = await WholeNode.StartAsync("a", cluster, store);
        await EnterAsync(a, from: 0, count: 20);

        await using var b = await WholeNode.StartAsync("b", cluster, store);
        await Task.WhenAll(
            EnterAsync(a, from: 1_000, count: 200),
            EnterAsync(b, from: 2_000, count: 200),
            b.WhenAsync(state => state.Shards.Rows.Any(row => row.Owner == b.Node.Id)));
        await Task.WhenAll(a.Node.LeaveAsync(), EnterAsync(b, from: 3_000, count: 100));
        await EnterAsync(b, from: 4_000, count: 20);

        for (var key = 0; key < Entities; key++)
        {
            var numbers = (await b.Region.ReadAsync(Ledgers.Id($"k{key}"))).State.Numbers;
            numbers.Count.ShouldBe(540, $"k{key}");
            foreach (var (from, count) in new[] { (0, 20), (1_000, 200), (2_000, 200), (3_000, 100), (4_000, 20) })
            {
                numbers.Where(number => number / 1_000 == from / 1_000).ShouldBe(Enumerable.Range(from, count), $"k{key} from {from}");
            }
        }
    }

    private static Task EnterAsync(WholeNode node, int from, int count) => Task.WhenAll(Enumerable.Range(0, Entities).Select(async key =>
    {
        for (var i = 0; i < count; i++)
        {
            var number = from + i;
            (await node.Region.AskAsync(Ledgers.Id($"k{key}"), new Enter(Ledgers.Context($"n{number}"), number))).Refusal.ShouldBeNull($"k{key}, {number}");
        }
    }));
}
