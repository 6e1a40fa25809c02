using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.Faults;

namespace FlexCore.Persistence.Sqlite.Tests.Opening;

/// <summary>After a restore nothing is given out twice: not an epoch, not a cursor's store.</summary>
public sealed class RestoredStoreTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 8, 0, 0, TimeSpan.Zero);
    private readonly string _root = Directory.CreateTempSubdirectory("flexcore-restored-").FullName;

    private SqliteStoreOptions Options => new() { DataFolder = Path.Combine(_root, "data") };

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Epochs_go_on_above_any_that_were_given_and_cursors_are_of_another_store()
    {
        var (identity, before) = await OpenOnceAsync();

        var marked = await SqliteStore.MarkRestoredAsync(Options, Now);

        var (after, leases) = await OpenOnceAsync();
        after.ShouldBe(marked);
        after.Id.ShouldBe(identity.Id);
        after.RestoreEpoch.ShouldBe(Now.ToUnixTimeSeconds());
        leases.Zip(before).ShouldAllBe(pair => pair.First.Epoch == Now.ToUnixTimeSeconds() + 1 && pair.Second.Epoch == 1);
    }

    [Fact]
    public async Task A_second_restore_within_the_same_second_is_another_one_all_the_same()
    {
        await OpenOnceAsync();
        var first = await SqliteStore.MarkRestoredAsync(Options, Now);
        var second = await SqliteStore.MarkRestoredAsync(Options, Now);
        second.RestoreEpoch.ShouldBe(first.RestoreEpoch + 1);
        (await OpenOnceAsync()).Leases[0].Epoch.ShouldBe(Now.ToUnixTimeSeconds() + RestoreGap.Step + 1);
    }

    [Fact]
    public async Task A_folder_in_use_is_left_alone()
    {
        await using var store = await SqliteStore.OpenAsync(Options);
        (await Should.ThrowAsync<StoreException>(() => SqliteStore.MarkRestoredAsync(Options, Now))).Fault.ShouldBe(StoreFault.Locked);
    }

    [Fact]
    public async Task Where_there_is_no_store_none_is_made()
    {
        (await Should.ThrowAsync<StoreException>(() => SqliteStore.MarkRestoredAsync(Options, Now))).Message.ShouldStartWith("There is no store in");
        Directory.Exists(Options.DataFolder).ShouldBeFalse();
    }

    private async Task<(Application.Feed.StoreIdentity Identity, IReadOnlyList<ShardLease> Leases)> OpenOnceAsync()
    {
        await using var store = await SqliteStore.OpenAsync(Options);
        return (store.Identity, await store.Leases.AcquireAllAsync("node"));
    }
}
