using FlexCore.Application.Journal;
using FlexCore.Persistence.Faults;

namespace FlexCore.Persistence.Sqlite.Tests;

/// <summary>A take-over that the disk refuses half-way changes nothing: the old owner goes on.</summary>
public sealed class ShardLeaseFailureTests
{
    private static readonly string HugeOwner = new('o', 300_000);

    [Fact]
    public async Task After_a_failed_take_over_of_all_shards_the_old_owner_still_writes_to_each()
    {
        using var folder = new TempFolder();
        await using var store = await OpenSmallAsync(folder);
        var leases = await store.Leases.AcquireAllAsync("old");

        (await Should.ThrowAsync<StoreException>(async () => await store.Leases.AcquireAllAsync(HugeOwner))).Fault.ShouldBe(StoreFault.Full);

        foreach (var stream in OneStreamPerShard())
        {
            (await store.Journal.AppendAsync(StoreFixture.Request(leases, stream, 0))).Status.ShouldBe(AppendStatus.Committed, $"stream {stream}");
        }
    }

    [Fact]
    public async Task After_a_failed_take_over_of_one_shard_the_old_owner_still_writes_to_it()
    {
        using var folder = new TempFolder();
        await using var store = await OpenSmallAsync(folder);
        var leases = await store.Leases.AcquireAllAsync("old");
        var stream = OneStreamPerShard()[0];
        var shard = StoreFixture.Stream(stream).ShardOf(leases.Count);

        (await Should.ThrowAsync<StoreException>(async () => await store.Leases.AcquireAsync(shard, new string('o', 2_000_000)))).Fault.ShouldBe(StoreFault.Full);

        (await store.Journal.AppendAsync(StoreFixture.Request(leases, stream, 0))).Status.ShouldBe(AppendStatus.Committed);
    }

    [Fact]
    public async Task Epochs_go_on_without_a_gap_after_a_failed_take_over()
    {
        using var folder = new TempFolder();
        await using var store = await OpenSmallAsync(folder);
        await store.Leases.AcquireAllAsync("old");
        await Should.ThrowAsync<StoreException>(async () => await store.Leases.AcquireAllAsync(HugeOwner));

        (await store.Leases.AcquireAllAsync("new")).Select(lease => lease.Epoch).ShouldAllBe(epoch => epoch == 2);
    }

    private static Task<SqliteStore> OpenSmallAsync(TempFolder folder)
    {
        var options = StoreFixture.Options(folder);
        options.DatabaseBytesMax = 1_000_000;
        return SqliteStore.OpenAsync(options);
    }

    private static int[] OneStreamPerShard() =>
        [.. Enumerable.Range(0, 1_000).DistinctBy(stream => StoreFixture.Stream(stream).ShardOf(StoreFixture.ShardCount))];
}
