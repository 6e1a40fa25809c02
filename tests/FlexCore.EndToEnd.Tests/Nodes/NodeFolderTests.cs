using FlexCore.EndToEnd.Tests.BadInput;
using FlexCore.EndToEnd.Tests.Processes;
using Microsoft.Data.Sqlite;

namespace FlexCore.EndToEnd.Tests.Nodes;

/// <summary>What can be wrong with the data folder of a node that has worked before: each has its exit code and remedy, and the folder stays as it is.</summary>
public sealed class NodeFolderTests : IDisposable
{
    private const int InvalidConfiguration = 4;
    private const int DataFolderUnusable = 11;
    private const int DataFolderDamaged = 12;
    private const int DataFolderNewer = 13;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    private string Database => Path.Combine(_workspace.DataFolder, "flexcore.db");

    [Fact]
    public async Task A_folder_of_a_newer_version_is_refused_and_serves_again_under_its_own()
    {
        await WorkAsync();
        var version = Execute("PRAGMA user_version");
        Execute("PRAGMA user_version = 999");
        (await StartAsync()).ShouldExitWith(DataFolderNewer).ShouldExplain("data-folder-newer", "999", "newer");

        Execute($"PRAGMA user_version = {version}");
        await using var node = await NodeProcess.StartAsync(_workspace.Folder);
        (await node.Http.TailAsync("out", 1)).ShouldHaveSingleItem().ShouldContain("1");
    }

    [Fact]
    public async Task A_damaged_folder_is_refused_and_left_as_it_is()
    {
        await WorkAsync();
        var bytes = await File.ReadAllBytesAsync(Database);
        Array.Fill(bytes, (byte)0x5a, 4_096, bytes.Length - 4_096);
        await File.WriteAllBytesAsync(Database, bytes);

        (await StartAsync()).ShouldExitWith(DataFolderDamaged).ShouldExplain("data-folder-damaged", "flexcore.db", "backup");
        (await File.ReadAllBytesAsync(Database)).AsSpan().SequenceEqual(bytes).ShouldBeTrue("never repaired silently");
    }

    [Fact]
    public async Task Another_shard_count_than_the_folders_is_named()
    {
        await WorkAsync();
        (await StartAsync("--set", "flexcore.journal.shard-count=8")).ShouldExitWith(InvalidConfiguration).ShouldExplain("shard-count", "256");
    }

    [Fact]
    public async Task A_file_where_the_folder_should_be_is_named()
    {
        _workspace.Write("occupied", "x");
        (await StartAsync("--data", "occupied")).ShouldExitWith(DataFolderUnusable).ShouldExplain("data-folder-unusable", "occupied");
    }

    [MountFact]
    public async Task A_read_only_folder_is_named()
    {
        using var disk = new SmallDisk(_workspace.PathOf("small"), kilobytes: 400);
        disk.MakeReadOnly();
        (await StartAsync("--data", "small/data")).ShouldExitWith(DataFolderUnusable).ShouldExplain("data-folder-unusable", "small/data");
    }

    [MountFact]
    public async Task A_disk_that_is_too_small_to_begin_with_is_named()
    {
        const int DiskFull = 8;
        using var disk = new SmallDisk(_workspace.PathOf("small"), kilobytes: 40);
        (await StartAsync("--data", "small/data")).ShouldExitWith(DiskFull).ShouldExplain("disk-full", "small/data");
    }

    private Task<Outcome> StartAsync(params string[] more) => FlexcoreProcess.RunAsync(_workspace.Folder, ["start", "--port", "0", .. more]);

    private async Task WorkAsync()
    {
        await using var node = await NodeProcess.StartAsync(_workspace.Folder);
        await node.Http.CreateStreamAsync("name: s\nsource: { http: {} }\nsteps: [ parse: json ]\nsink: { topic: out }\n");
        await node.Http.TakeRecordsAsync("s", NodeClient.Body("""{"n":1}""", NodeClient.Json));
        (await node.Http.TailAsync("out", 1)).Count.ShouldBe(1);
        (await node.TerminateAsync()).ShouldBe(0);
    }

    private object? Execute(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Database, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are constants of the tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
