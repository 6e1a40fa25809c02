using FlexCore.Application.Journal;
using FlexCore.Persistence.Faults;

namespace FlexCore.Persistence.Sqlite.Tests.Crashes;

/// <summary>F23: no room left. The error is clear, nothing acknowledged is lost, reads go on, and so do writes once there is room.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task At_its_size_limit_the_store_refuses_appends_and_serves_reads()
    {
        using var folder = new TempFolder();
        var options = StoreFixture.Options(folder);
        options.DatabaseBytesMax = 300_000;
        int acknowledged;
        await using (var store = await SqliteStore.OpenAsync(options))
        {
            acknowledged = await FillUntilFullAsync(store);
            (await StoreFixture.ReadAsync(store, 0)).Count.ShouldBe(acknowledged);
            store.Stopped.IsCompleted.ShouldBeFalse();
        }

        options.DatabaseBytesMax = 0;
        await using var roomy = await SqliteStore.OpenAsync(options);
        await GoesOnAsync(roomy, acknowledged);
    }

    [RootOnLinuxFact]
    public async Task On_a_full_disk_the_store_refuses_appends_and_goes_on_when_there_is_room_again()
    {
        using var mount = new TempMount("size=2m");
        await using var store = await StoreFixture.OpenAsync(mount.Folder);
        var acknowledged = await FillUntilFullAsync(store);
        (await StoreFixture.ReadAsync(store, 0)).Count.ShouldBe(acknowledged);
        mount.Remount("size=20m");
        await GoesOnAsync(store, acknowledged);
    }

    [Fact]
    public async Task A_commit_that_fails_takes_all_of_its_appends_with_it()
    {
        using var folder = new TempFolder();
        var options = StoreFixture.Options(folder);
        options.DatabaseBytesMax = 300_000;
        await using var store = await SqliteStore.OpenAsync(options);
        var leases = await store.Leases.AcquireAllAsync("test");
        var pending = Enumerable.Range(0, 500).Select(version => store.Journal.AppendAsync(StoreFixture.Request(leases, 0, version, 2_000)).AsTask()).ToArray();
        await Task.WhenAll(pending).ContinueWith(static _ => { }, TaskScheduler.Default);
        var committed = pending.TakeWhile(append => append.IsCompletedSuccessfully).Count();
        foreach (var later in pending[committed..])
        {
            // Either the disk was full, or the append built on one for which it was.
            if (later.IsCompletedSuccessfully)
            {
                (await later).Status.ShouldBe(AppendStatus.WrongExpectedVersion);
            }
            else
            {
                (await Should.ThrowAsync<StoreException>(() => later)).Fault.ShouldBe(StoreFault.Full);
            }
        }

        committed.ShouldBeLessThan(pending.Length);
        (await StoreFixture.ReadAsync(store, 0)).Count.ShouldBe(committed);
    }

    private static async Task<int> FillUntilFullAsync(SqliteStore store)
    {
        var leases = await store.Leases.AcquireAllAsync("test");
        for (var version = 0; version < 100_000; version++)
        {
            try
            {
                await store.Journal.AppendAsync(StoreFixture.Request(leases, 0, version, payloadBytes: 3_000));
            }
            catch (StoreException error)
            {
                error.Fault.ShouldBe(StoreFault.Full);
                error.Message.ShouldContain("Free disk space");
                return version;
            }
        }

        throw new InvalidOperationException("The store never became full.");
    }

    private static async Task GoesOnAsync(SqliteStore store, int acknowledged)
    {
        (await StoreFixture.ReadAsync(store, 0)).Count.ShouldBe(acknowledged);
        var leases = await store.Leases.AcquireAllAsync("test");
        for (var version = acknowledged; version < acknowledged + 50; version++)
        {
            (await store.Journal.AppendAsync(StoreFixture.Request(leases, 0, version))).ShouldBe(
                new AppendResult(AppendStatus.Committed, version + 1, version + 1, leases[0].Epoch));
        }

        (await StoreFixture.ReadAsync(store, 0)).Count.ShouldBe(acknowledged + 50);
    }
}
