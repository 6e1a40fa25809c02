using FlexCore.Cli.ExitCodes;
using FlexCore.Persistence.Sqlite;

namespace FlexCore.Cli.Tests.Commands;

public sealed class StoreRestoredTests : IDisposable
{
    private readonly CliHarness _cli = new();

    private string Folder => _cli.PathOf("data");

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_restored_folder_is_told_and_says_what_it_is_now()
    {
        await (await SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = Folder })).DisposeAsync();
        await _cli.ShouldExitAsync(ExitCode.Success, "store", "restored", "--data", Folder);
        _cli.Out.ShouldStartWith("ok: restore epoch ");
        _cli.Out.ShouldEndWith($"cursors of before are refused ({Folder})\n");
    }

    [Fact]
    public async Task It_is_told_as_json_too()
    {
        await (await SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = Folder })).DisposeAsync();
        await _cli.ShouldExitAsync(ExitCode.Success, "store", "restored", "--data", Folder, "-o", "json");
        _cli.Out.ShouldStartWith("""{"ok":true,"identity":""");
    }

    [Fact]
    public async Task A_folder_in_use_is_left_alone()
    {
        await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = Folder });
        await _cli.ShouldExitAsync(ExitCode.DataFolderLocked, "store", "restored", "--data", Folder);
    }

    [Fact]
    public async Task Where_there_is_no_store_none_is_made()
    {
        await _cli.ShouldExitAsync(ExitCode.InvalidConfiguration, "store", "restored", "--data", Folder);
        _cli.Error.ShouldContain("There is no store in");
        Directory.Exists(Folder).ShouldBeFalse();
    }
}
