using FlexCore.Application.Journal;
using Shouldly;
using Xunit;

namespace FlexCore.Conformance.Storage;

/// <summary>The contract of <see cref="IShardLeases"/>.</summary>
public abstract class ShardLeaseConformance : StorageConformance
{
    [Fact]
    public void The_store_has_the_shards_it_was_created_with() => Shards.ShardCount.ShouldBe(ShardCount);

    [Fact]
    public void The_first_owner_of_every_shard_has_epoch_1() =>
        Leases.ShouldBe(Enumerable.Range(0, ShardCount).Select(shard => new ShardLease(shard, 1, "node-1")));

    [Fact]
    public async Task Every_take_over_raises_the_epoch_of_that_shard_alone()
    {
        (await Shards.AcquireAsync(3, "node-2")).ShouldBe(new ShardLease(3, 2, "node-2"));
        (await Shards.AcquireAsync(3, "node-2")).ShouldBe(new ShardLease(3, 3, "node-2"));
        (await Shards.AcquireAsync(4, "node-3")).ShouldBe(new ShardLease(4, 2, "node-3"));
    }

    [Fact]
    public async Task Taking_all_raises_every_epoch_and_answers_in_shard_order()
    {
        await Shards.AcquireAsync(5, "node-2");
        var all = await Shards.AcquireAllAsync("node-3");
        all.Select(lease => lease.Shard).ShouldBe(Enumerable.Range(0, ShardCount));
        all.Select(lease => lease.Epoch).ShouldBe([2, 2, 2, 2, 2, 3, 2, 2]);
        all.ShouldAllBe(lease => lease.Owner == "node-3");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(ShardCount)]
    public async Task A_shard_that_does_not_exist_is_refused(int shard) =>
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await Shards.AcquireAsync(shard, "node-2"));

    [Fact]
    public async Task Concurrent_take_overs_get_different_epochs()
    {
        var leases = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(async () => await Shards.AcquireAsync(1, $"node-{number}"))));
        leases.Select(lease => lease.Epoch).Order().ShouldBe(Enumerable.Range(2, 20).Select(number => (long)number));
    }

    [Fact]
    public async Task Epochs_survive_a_crash()
    {
        await Shards.AcquireAsync(2, "node-2");
        await Storage.CrashAsync();
        (await Shards.AcquireAsync(2, "node-3")).Epoch.ShouldBe(3);
        var late = EntityIn(2, "a");
        (await AppendAsync(late, 0, Event("late"))).ShouldBe(new AppendResult(AppendStatus.Fenced, 0, 0, 3));
    }

    [Fact]
    public async Task Whatever_was_appended_before_a_take_over_is_read_by_the_new_owner()
    {
        var stream = EntityIn(6, "a");
        var appends = Enumerable.Range(0, 100).Select(version => Journal.AppendAsync(Request(stream, version, Event($"{version}"))).AsTask()).ToArray();
        await Shards.AcquireAsync(6, "node-2");
        var read = await ReadAsync(stream);
        var committed = (await Task.WhenAll(appends)).Count(result => result.Status == AppendStatus.Committed);
        read.Count.ShouldBe(committed);
        (await ReadAsync(stream)).Count.ShouldBe(committed);
    }
}
