using FlexCore.Application.Cluster;
using FlexCore.Cluster.Sharding;
using FsCheck;
using FsCheck.Fluent;

namespace FlexCore.Cluster.Tests.Sharding;

public sealed class ShardAllocatorTests
{
    private static readonly NodeId A = new("node-a", 1);
    private static readonly NodeId B = new("node-b", 1);
    private static readonly NodeId C = new("node-c", 1);
    private static readonly NodeId Gone = new("node-x", 9);

    [Fact]
    public void The_first_node_gets_everything() => Loads(Apply(Empty(7), Plan(Empty(7), [A]))).ShouldBe([(A, 7)]);

    [Fact]
    public void Without_nodes_nothing_is_decided() => Plan(Empty(7), []).ShouldBeEmpty();

    [Fact]
    public void A_settled_table_stays_as_it_is()
    {
        var rows = Settle(Empty(10), [A, B, C]);
        Plan(rows, [A, B, C]).ShouldBeEmpty();
    }

    [Fact]
    public void A_node_that_joins_gets_its_share_and_nothing_else_moves()
    {
        var before = Settle(Empty(9), [A, B]);
        var plan = Plan(before, [A, B, C]);
        plan.Count.ShouldBe(3);
        plan.ShouldAllBe(decision => decision.Node == C);
        Loads(Apply(before, plan)).ShouldBe([(A, 3), (B, 3), (C, 3)]);
    }

    [Fact]
    public void The_shards_of_a_node_that_is_gone_are_spread_and_nothing_else_moves()
    {
        var before = Settle(Empty(9), [A, B, C]);
        var plan = Plan(before, [A, C]);
        plan.Select(decision => decision.Shard).ShouldBe(before.Where(row => row.Assigned == B).Select(row => row.Shard));
        Loads(Apply(before, plan)).Select(load => load.Count).Order().ShouldBe([4, 5]);
    }

    [Fact]
    public void Shards_without_a_node_are_assigned_however_few_may_move()
    {
        var before = Settle(Empty(9), [A, B, C]);
        ShardAllocator.Plan(before, [A, C], [], movesMax: 0).Count.ShouldBe(3);
    }

    [Fact]
    public void To_balance_only_so_many_move_at_once()
    {
        var before = Settle(Empty(12), [A]);
        ShardAllocator.Plan(before, [A, B], [], movesMax: 2).Count.ShouldBe(2);
        ShardAllocator.Plan(before, [A, B], [], movesMax: 0).ShouldBeEmpty();
    }

    [Fact]
    public void Who_leaves_gives_away_a_few_at_a_time_and_gets_nothing()
    {
        var rows = Settle(Empty(12), [A, B, C]);
        var sizes = new List<int>();
        while (ShardAllocator.Plan(rows, [A, C], [B], movesMax: 3) is { Count: > 0 } plan)
        {
            sizes.Add(plan.Count);
            plan.ShouldAllBe(decision => decision.Node != B);
            rows = Own(Apply(rows, plan));
        }

        sizes.ShouldBe([3, 1]);
        Loads(rows).ShouldBe([(A, 6), (C, 6)]);
    }

    [Fact]
    public void A_shard_whose_new_node_is_gone_stays_with_its_owner()
    {
        var rows = Settle(Empty(4), [A, B]);
        rows = [.. rows.Select(row => row.Owner == A ? row with { Assigned = Gone } : row)];
        Loads(Apply(rows, Plan(rows, [A, B]))).ShouldBe([(A, 2), (B, 2)]);
        Apply(rows, Plan(rows, [A, B])).ShouldAllBe(row => row.Assigned == row.Owner);
    }

    [Fact]
    public void What_a_node_has_not_taken_yet_moves_before_what_it_serves()
    {
        var rows = Settle(Empty(8), [A]);
        rows = [.. rows.Select(row => row.Shard is 1 or 2 ? row with { Owner = null } : row)];
        ShardAllocator.Plan(rows, [A, B], [], movesMax: 2).Select(decision => decision.Shard).ShouldBe([1, 2]);
    }

    [Fact]
    public void The_order_in_which_nodes_are_named_changes_nothing()
    {
        var rows = Settle(Empty(20), [A, B]);
        Plan(rows, [C, B, A]).ShouldBe(Plan(rows, [A, B, C]));
    }

    [Fact]
    public void Names_differ_by_characters_and_not_by_culture() =>
        Plan(Empty(3), [new NodeId("b", 1), new NodeId("B", 1), new NodeId("a", 1)]).Select(decision => decision.Node.Name).ShouldBe(["B", "a", "b"]);

    /// <summary>Against an oracle that tries every way to hand out the remainder: balanced to within one, and never a move more than needed.</summary>
    [Fact]
    public void Every_table_is_balanced_with_the_fewest_moves() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Arb.From(Tables()), table =>
    {
        var (rows, nodes) = table;
        var plan = Plan(rows, nodes);
        var after = Loads(Apply(rows, plan), nodes);

        var counts = after.Select(load => load.Count).ToList();
        (counts.Max() - counts.Min()).ShouldBeLessThanOrEqualTo(1);
        counts.Sum().ShouldBe(rows.Count);
        Moves(rows, plan, nodes).ShouldBe(FewestMoves(rows, nodes));
        plan.ShouldBe(Plan(rows, [.. nodes.Reverse()]));
        plan.Select(decision => decision.Shard).ShouldBeUnique();
        Plan(Apply(rows, plan), nodes).ShouldBeEmpty("a plan that was carried out leaves nothing to do");
    }));

    [Fact]
    public void In_small_steps_every_table_ends_balanced() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Arb.From(Tables()), table =>
    {
        var (rows, nodes) = table;
        for (var step = 0; step <= rows.Count + 1 && ShardAllocator.Plan(rows, nodes, [], movesMax: 1) is { Count: > 0 } plan; step++)
        {
            rows = Own(Apply(rows, plan));
        }

        ShardAllocator.Plan(rows, nodes, [], movesMax: 1).ShouldBeEmpty();
        var counts = Loads(rows, nodes).Select(load => load.Count).ToList();
        (counts.Max() - counts.Min()).ShouldBeLessThanOrEqualTo(1);
    }));

    private static Gen<(IReadOnlyList<ShardRow> Rows, IReadOnlyList<NodeId> Nodes)> Tables() =>
        from nodeCount in Gen.Choose(1, 5)
        let nodes = Enumerable.Range(1, nodeCount).Select(number => new NodeId($"node-{number}", number)).ToList()
        let homes = nodes.Append(Gone).Cast<NodeId?>().Append(null).ToArray()
        from shards in Gen.Choose(1, 24)
        from assigned in Gen.ArrayOf(Gen.Elements(homes), shards)
        from owned in Gen.ArrayOf(Gen.Elements(homes), shards)
        from settled in Gen.Elements(true, false)
        select ((IReadOnlyList<ShardRow>)[.. Enumerable.Range(0, shards).Select(shard => new ShardRow(shard, 3, settled ? assigned[shard] : owned[shard], assigned[shard]))],
            (IReadOnlyList<NodeId>)nodes);

    private static IReadOnlyList<ShardAssignment> Plan(IReadOnlyList<ShardRow> rows, IReadOnlyList<NodeId> nodes) => ShardAllocator.Plan(rows, nodes, [], int.MaxValue);

    private static IReadOnlyList<ShardRow> Empty(int shards) => [.. Enumerable.Range(0, shards).Select(shard => new ShardRow(shard, 0, null, null))];

    private static IReadOnlyList<ShardRow> Apply(IReadOnlyList<ShardRow> rows, IReadOnlyList<ShardAssignment> plan)
    {
        var decided = plan.ToDictionary(decision => decision.Shard, decision => decision.Node);
        return [.. rows.Select(row => row with { Assigned = decided.GetValueOrDefault(row.Shard) ?? row.Assigned })];
    }

    private static IReadOnlyList<ShardRow> Own(IReadOnlyList<ShardRow> rows) => [.. rows.Select(row => row with { Owner = row.Assigned, Epoch = row.Epoch + 1 })];

    private static IReadOnlyList<ShardRow> Settle(IReadOnlyList<ShardRow> rows, IReadOnlyList<NodeId> nodes) => Own(Apply(rows, Plan(rows, nodes)));

    private static List<(NodeId Node, int Count)> Loads(IReadOnlyList<ShardRow> rows, IReadOnlyList<NodeId>? nodes = null)
    {
        var counts = rows.Where(row => row.Assigned is not null).GroupBy(row => row.Assigned ?? Gone).ToDictionary(group => group.Key, group => group.Count());
        return [.. (nodes ?? [.. counts.Keys.OrderBy(node => node.Name, StringComparer.Ordinal)]).Select(node => (node, counts.GetValueOrDefault(node)))];
    }

    /// <summary>Where a shard is before the decision: at its assigned node, else at its owner, else nowhere.</summary>
    private static NodeId? HomeOf(ShardRow row, IReadOnlyList<NodeId> nodes) =>
        row.Assigned is { } assigned && nodes.Contains(assigned) ? assigned : row.Owner is { } owner && nodes.Contains(owner) ? owner : null;

    private static int Moves(IReadOnlyList<ShardRow> rows, IReadOnlyList<ShardAssignment> plan, IReadOnlyList<NodeId> nodes)
    {
        var after = Apply(rows, plan);
        return rows.Zip(after).Count(pair => HomeOf(pair.First, nodes) != pair.Second.Assigned);
    }

    private static int FewestMoves(IReadOnlyList<ShardRow> rows, IReadOnlyList<NodeId> nodes)
    {
        var counts = nodes.Select(node => rows.Count(row => HomeOf(row, nodes) == node)).ToArray();
        var (floor, extra) = Math.DivRem(rows.Count, nodes.Count);
        var orphans = rows.Count - counts.Sum();
        return Enumerable.Range(0, 1 << nodes.Count)
            .Where(chosen => int.PopCount(chosen) == extra)
            .Min(chosen => orphans + counts.Select((count, index) => Math.Max(0, count - floor - ((chosen >> index) & 1))).Sum());
    }
}
