using FlexCore.Application.Cluster;
using FlexCore.Application.Journal;
using Shouldly;
using Xunit;

namespace FlexCore.Conformance.Cluster;

/// <summary>The contract of <see cref="IShardTable"/>.</summary>
public abstract class ShardTableConformance : ClusterConformance
{
    [Fact]
    public async Task A_new_table_has_every_shard_and_no_owner()
    {
        Shards.ShardCount.ShouldBe(ShardCount);
        (await Shards.ReadAsync()).Rows.ShouldBe(Enumerable.Range(0, ShardCount).Select(shard => new ShardRow(shard, 0, null, null)));
    }

    [Fact]
    public async Task The_leader_assigns_some_and_the_others_stay()
    {
        var (first, second) = (await JoinAsync("node-1"), await JoinAsync("node-2"));
        var leader = await LeadAsync(first);
        await AssignAsync(leader, first, 1, 2);
        await AssignAsync(leader, second, 2);

        var rows = (await Shards.ReadAsync()).Rows;
        rows.Select(row => row.Assigned).Take(3).ShouldBe([null, first, second]);
        rows.ShouldAllBe(row => row.Owner == null);
    }

    [Fact]
    public async Task Assignments_of_a_leader_that_was_replaced_write_nothing()
    {
        var (first, second) = (await JoinAsync("node-1"), await JoinAsync("node-2"));
        var old = await LeadAsync(first);
        await Leases.ReleaseAsync(old);
        (await Shards.AssignAsync(old, [new ShardAssignment(0, first)])).ShouldBeFalse("a released lease leads no more");
        await LeadAsync(second);

        (await Shards.AssignAsync(old, [new ShardAssignment(0, first)])).ShouldBeFalse();
        (await Shards.ReadAsync()).Rows[0].Assigned.ShouldBeNull();
    }

    [Fact]
    public async Task Assignments_under_a_lease_that_was_never_given_write_nothing()
    {
        var node = await JoinAsync("node-1");
        (await Shards.AssignAsync(new NamedLease(NamedLease.Leader, 1, node), [new ShardAssignment(0, node)])).ShouldBeFalse();
        var leader = await LeadAsync(node);
        (await Shards.AssignAsync(leader with { Epoch = 2 }, [new ShardAssignment(0, node)])).ShouldBeFalse();
    }

    [Fact]
    public async Task A_free_shard_goes_to_the_node_it_is_assigned_to()
    {
        var (first, second) = (await JoinAsync("node-1"), await JoinAsync("node-2"));
        await AssignAsync(await LeadAsync(first), first, 1, 2);

        (await Shards.AcquireAsync(second, [1, 2])).ShouldBeEmpty();
        (await Shards.AcquireAsync(first, [0, 1, 2])).ShouldBe([new ShardLease(1, 1, $"{first}"), new ShardLease(2, 1, $"{first}")], ignoreOrder: true);
        (await Shards.ReadAsync()).Rows[1].ShouldBe(new ShardRow(1, 1, first, first));
    }

    [Fact]
    public async Task A_shard_whose_owner_lives_is_not_taken()
    {
        var (first, second) = (await JoinAsync("node-1"), await JoinAsync("node-2"));
        var leader = await LeadAsync(first);
        await OwnAsync(leader, first, 3);
        await AssignAsync(leader, second, 3);

        (await Shards.AcquireAsync(second, [3])).ShouldBeEmpty();
        (await Shards.ReadAsync()).Rows[3].ShouldBe(new ShardRow(3, 1, first, second));
    }

    [Fact]
    public async Task A_released_shard_goes_to_the_next_with_the_next_epoch()
    {
        var (first, second) = (await JoinAsync("node-1"), await JoinAsync("node-2"));
        var leader = await LeadAsync(first);
        var leases = await OwnAsync(leader, first, 3, 4);
        await AssignAsync(leader, second, 3, 4);

        await Shards.ReleaseAsync(leases);

        (await Shards.ReadAsync()).Rows[3].ShouldBe(new ShardRow(3, 1, null, second));
        (await Shards.AcquireAsync(second, [3])).ShouldBe([new ShardLease(3, 2, $"{second}")]);
    }

    [Fact]
    public async Task The_shard_of_a_member_that_is_down_is_taken()
    {
        var (first, second) = (await JoinAsync("node-1"), await JoinAsync("node-2"));
        await OwnAsync(await LeadAsync(first), first, 3);
        await DownAsync(first);
        await AssignAsync(await LeadAsync(second), second, 3);

        (await Shards.AcquireAsync(second, [3])).ShouldBe([new ShardLease(3, 2, $"{second}")]);
    }

    [Fact]
    public async Task The_shard_of_a_member_that_was_removed_is_taken()
    {
        var (first, second) = (await JoinAsync("node-1"), await JoinAsync("node-2"));
        await OwnAsync(await LeadAsync(first), first, 3);
        await DownAsync(first);
        await Members.TryRemoveDownAsync((await Members.ReadAsync()).At + TimeSpan.FromSeconds(1), await VersionAsync());
        await AssignAsync(await LeadAsync(second), second, 3);

        (await Shards.AcquireAsync(second, [3])).ShouldBe([new ShardLease(3, 2, $"{second}")]);
    }

    [Fact]
    public async Task Its_own_shard_is_given_again_with_the_next_epoch()
    {
        var node = await JoinAsync("node-1");
        await OwnAsync(await LeadAsync(node), node, 3);
        (await Shards.AcquireAsync(node, [3])).ShouldBe([new ShardLease(3, 2, $"{node}")]);
    }

    [Fact]
    public async Task Who_is_down_or_no_member_gets_no_shard()
    {
        var (first, second) = (await JoinAsync("node-1"), await JoinAsync("node-2"));
        var leader = await LeadAsync(second);
        var stranger = new NodeId("stranger", 1);
        await AssignAsync(leader, first, 0);
        await AssignAsync(leader, stranger, 1);
        await DownAsync(first);

        (await Shards.AcquireAsync(first, [0])).ShouldBeEmpty();
        (await Shards.AcquireAsync(stranger, [1])).ShouldBeEmpty();
    }

    [Fact]
    public async Task Releasing_under_an_old_epoch_changes_nothing()
    {
        var node = await JoinAsync("node-1");
        var old = await OwnAsync(await LeadAsync(node), node, 3);
        await Shards.AcquireAsync(node, [3]);

        await Shards.ReleaseAsync(old);

        (await Shards.ReadAsync()).Rows[3].ShouldBe(new ShardRow(3, 2, node, node));
    }

    [Fact]
    public async Task Releasing_anothers_shard_changes_nothing()
    {
        var (first, second) = (await JoinAsync("node-1"), await JoinAsync("node-2"));
        var lease = (await OwnAsync(await LeadAsync(first), first, 3))[0];

        await Shards.ReleaseAsync([lease with { Owner = second.ToString() }]);

        (await Shards.ReadAsync()).Rows[3].Owner.ShouldBe(first);
    }

    [Fact]
    public async Task Releasing_twice_is_releasing_once()
    {
        var node = await JoinAsync("node-1");
        var leases = await OwnAsync(await LeadAsync(node), node, 3);
        await Shards.ReleaseAsync(leases);
        var version = (await Shards.ReadAsync()).Version;

        await Shards.ReleaseAsync(leases);

        (await Shards.ReadAsync()).Version.ShouldBe(version);
    }

    [Fact]
    public async Task Every_change_raises_the_version_and_what_changes_nothing_does_not()
    {
        var node = await JoinAsync("node-1");
        var leader = await LeadAsync(node);
        var versions = new List<long> { (await Shards.ReadAsync()).Version };
        await AssignAsync(leader, node, 3);
        versions.Add((await Shards.ReadAsync()).Version);
        var leases = await Shards.AcquireAsync(node, [3]);
        versions.Add((await Shards.ReadAsync()).Version);
        await Shards.ReleaseAsync(leases);
        versions.Add((await Shards.ReadAsync()).Version);

        versions.ShouldBe(versions.Distinct().Order());
        (await Shards.AcquireAsync(node, [4])).ShouldBeEmpty();
        (await Shards.ReadAsync()).Version.ShouldBe(versions[^1]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(ShardCount)]
    public async Task A_shard_that_does_not_exist_is_refused(int shard)
    {
        var node = await JoinAsync("node-1");
        var leader = await LeadAsync(node);
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await Shards.AcquireAsync(node, [0, shard]));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await Shards.AssignAsync(leader, [new ShardAssignment(0, node), new ShardAssignment(shard, node)]));
        (await Shards.ReadAsync()).Rows[0].Assigned.ShouldBeNull("all or none");
    }

    [Fact]
    public async Task Concurrent_take_overs_get_different_epochs()
    {
        var node = await JoinAsync("node-1");
        await AssignAsync(await LeadAsync(node), node, 5);

        var taken = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () => await Shards.AcquireAsync(node, [5]))));

        taken.SelectMany(leases => leases).Select(lease => lease.Epoch).Order().ShouldBe(Enumerable.Range(1, 16).Select(number => (long)number));
    }

    private async Task AssignAsync(NamedLease leader, NodeId node, params int[] shards) =>
        (await Shards.AssignAsync(leader, [.. shards.Select(shard => new ShardAssignment(shard, node))])).ShouldBeTrue();

    private async Task<IReadOnlyList<ShardLease>> OwnAsync(NamedLease leader, NodeId node, params int[] shards)
    {
        await AssignAsync(leader, node, shards);
        var leases = await Shards.AcquireAsync(node, shards);
        leases.Count.ShouldBe(shards.Length);
        return leases;
    }
}
