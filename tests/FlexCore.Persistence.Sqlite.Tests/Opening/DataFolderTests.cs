using System.Globalization;
using FlexCore.CrashTarget;
using FlexCore.Persistence.Faults;

namespace FlexCore.Persistence.Sqlite.Tests.Opening;

public sealed class DataFolderTests
{
    [Fact]
    public async Task A_missing_folder_is_created_with_its_parents()
    {
        using var folder = new TempFolder();
        var deep = Path.Combine(folder.Path, "a", "b");
        await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = deep });
        File.Exists(Path.Combine(deep, "flexcore.db")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_second_store_on_the_same_folder_is_refused_and_told_who_holds_it()
    {
        using var folder = new TempFolder();
        await using var first = await StoreFixture.OpenAsync(folder);
        var error = await Should.ThrowAsync<StoreException>(() => StoreFixture.OpenAsync(folder));
        error.Fault.ShouldBe(StoreFault.Locked);
        error.Message.ShouldContain(folder.Path);
        error.Message.ShouldContain($"(pid {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)})");
        error.Message.ShouldContain("flexcore.journal.data-folder");
    }

    [Fact]
    public async Task Another_process_on_the_same_folder_is_named_by_its_pid()
    {
        using var folder = new TempFolder();
        using var other = CrashProcess.Start("journal", folder.Path, seed: 1);
        await other.WhenReadyAsync();
        var error = await Should.ThrowAsync<StoreException>(() => StoreFixture.OpenAsync(folder));
        error.Fault.ShouldBe(StoreFault.Locked);
        error.Message.ShouldContain($"(pid {other.Id.ToString(CultureInfo.InvariantCulture)})");
    }

    [Fact]
    public async Task A_closed_store_releases_its_folder()
    {
        using var folder = new TempFolder();
        await (await StoreFixture.OpenAsync(folder)).DisposeAsync();
        await using var again = await StoreFixture.OpenAsync(folder);
        (await again.Feed.ReadAsync(Application.Feed.FeedCursor.Start, 1)).ShouldBeNull();
    }

    [Fact]
    public async Task A_failed_opening_releases_the_folder()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.Database, new string('x', 10_000));
        await Should.ThrowAsync<StoreException>(() => StoreFixture.OpenAsync(folder));
        File.Delete(folder.Database);
        await using var store = await StoreFixture.OpenAsync(folder);
        store.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_folder_is_a_clear_error()
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "");
        var error = await Should.ThrowAsync<StoreException>(() => SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = file }));
        error.Fault.ShouldBe(StoreFault.ReadOnly);
        error.Message.ShouldContain(file);
    }

    [RootOnLinuxFact]
    public async Task A_read_only_folder_is_a_clear_error_and_nothing_is_lost()
    {
        using var mount = new TempMount("size=20m");
        await using (var store = await StoreFixture.OpenAsync(mount.Folder))
        {
            await StoreFixture.FillAsync(store, streams: 1, rounds: 3);
        }

        mount.Remount("ro");
        var error = await Should.ThrowAsync<StoreException>(() => StoreFixture.OpenAsync(mount.Folder));
        error.Fault.ShouldBe(StoreFault.ReadOnly);
        error.Message.ShouldContain(mount.Folder.Path);
        error.Message.ShouldContain("write permission");
        mount.Remount("rw");
        await using var again = await StoreFixture.OpenAsync(mount.Folder);
        (await StoreFixture.ReadAsync(again, 0)).Count.ShouldBe(3);
    }
}
