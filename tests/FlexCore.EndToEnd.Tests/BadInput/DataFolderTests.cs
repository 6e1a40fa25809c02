using FlexCore.EndToEnd.Tests.Processes;
using Microsoft.Data.Sqlite;

namespace FlexCore.EndToEnd.Tests.BadInput;

/// <summary>What can be wrong with the data folder: each has its exit code and a message with the remedy, and nothing in it is changed.</summary>
public sealed class DataFolderTests : IDisposable
{
    private const int InvalidConfiguration = 4;
    private const int DataFolderLocked = 10;
    private const int DataFolderUnusable = 11;
    private const int DataFolderDamaged = 12;
    private const int DataFolderNewer = 13;

    private readonly Workspace _workspace = new();

    public DataFolderTests()
    {
        _workspace.Write("in.ndjson", "{\"n\":1}\n");
        _workspace.Write("p.yaml", "name: folder\nsource: { file: { path: in.ndjson } }\nsteps: [ { parse: json } ]\nsink: { file: { path: out.ndjson } }\n");
    }

    private string Database => Path.Combine(_workspace.DataFolder, "flexcore.db");

    [Fact]
    public async Task A_second_process_on_the_same_data_folder_is_refused_while_the_first_works()
    {
        _workspace.Write("flexcore.conf", "flexcore.cli.plain-progress-interval = 10ms");
        await using var first = FlexcoreProcess.Start(_workspace.Folder, "run", "p.yaml", "--input", "-");
        (await first.WaitForErrorLinesAsync(1)).ShouldBeTrue();

        (await RunAsync()).ShouldExitWith(DataFolderLocked).ShouldExplain("data-folder-locked", _workspace.DataFolder);

        first.Input.Close();
        (await first.WaitAsync()).ShouldExitWith(0);
        (await RunAsync()).ShouldExitWith(0);
    }

    [Fact]
    public async Task A_killed_process_leaves_no_lock_behind()
    {
        _workspace.Write("flexcore.conf", "flexcore.cli.plain-progress-interval = 10ms");
        await using (var first = FlexcoreProcess.Start(_workspace.Folder, "run", "p.yaml", "--input", "-"))
        {
            (await first.WaitForErrorLinesAsync(1)).ShouldBeTrue();
            first.Kill();
            await first.WaitAsync();
        }

        (await RunAsync("--fresh")).ShouldExitWith(0);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named_and_left_alone()
    {
        var garbage = new byte[20_000];
        Array.Fill(garbage, (byte)'x');
        _workspace.Write(".flexcore/flexcore.db", garbage);

        (await RunAsync()).ShouldExitWith(DataFolderDamaged).ShouldExplain("flexcore.db");

        (await File.ReadAllBytesAsync(Database)).AsSpan().SequenceEqual(garbage).ShouldBeTrue();
    }

    [Fact]
    public async Task A_damaged_database_is_named_and_never_repaired_silently()
    {
        (await RunAsync()).ShouldExitWith(0);
        var bytes = await File.ReadAllBytesAsync(Database);
        Array.Fill(bytes, (byte)0x5a, 4_096, bytes.Length - 4_096);
        await File.WriteAllBytesAsync(Database, bytes);

        (await RunAsync()).ShouldExitWith(DataFolderDamaged).ShouldExplain("flexcore.db");
    }

    [Fact]
    public async Task A_database_of_another_program_is_named_and_left_alone()
    {
        Directory.CreateDirectory(_workspace.DataFolder);
        Execute("CREATE TABLE theirs (x); INSERT INTO theirs VALUES (42)");

        (await RunAsync()).ShouldExitWith(DataFolderDamaged).ShouldExplain("another program");
    }

    [Fact]
    public async Task A_newer_schema_is_refused_and_left_alone()
    {
        (await RunAsync()).ShouldExitWith(0);
        Execute("PRAGMA user_version = 999");

        (await RunAsync()).ShouldExitWith(DataFolderNewer).ShouldExplain("999", "newer");
    }

    [Fact]
    public async Task An_older_schema_is_brought_up_to_date()
    {
        // Version 0: a database that was created but got no table before its process was killed.
        Directory.CreateDirectory(_workspace.DataFolder);
        Execute("PRAGMA application_id = 1181513795; PRAGMA user_version = 0");

        (await RunAsync()).ShouldExitWith(0);
    }

    [Fact]
    public async Task A_file_where_the_folder_should_be_is_named()
    {
        _workspace.Write("occupied", "x");

        (await RunAsync("--data", "occupied")).ShouldExitWith(DataFolderUnusable).ShouldExplain("occupied");
    }

    [Fact]
    public async Task Another_shard_count_than_the_stores_is_a_configuration_mistake()
    {
        (await RunAsync()).ShouldExitWith(0);
        _workspace.Write("flexcore.conf", "flexcore.journal.shard-count = 8");

        (await RunAsync()).ShouldExitWith(InvalidConfiguration).ShouldExplain("shard-count", "256");
    }

    [Theory]
    [InlineData("flexcore.journal.shard-count = 0", "shard-count")]
    [InlineData("flexcore.jornal.shard-count = 8\nflexcore.cli.progres = 1s", "flexcore.cli.progres")]
    [InlineData("flexcore.cli.progress-interval = soon", "soon")]
    [InlineData("flexcore { cli { ", "flexcore.conf:")]
    public async Task A_mistake_in_the_configuration_is_named(string configuration, string expected)
    {
        _workspace.Write("flexcore.conf", configuration);

        (await RunAsync()).ShouldExitWith(InvalidConfiguration).ShouldExplain(expected);
    }

    public void Dispose() => _workspace.Dispose();

    private Task<Outcome> RunAsync(params string[] more) => FlexcoreProcess.RunAsync(_workspace.Folder, ["run", "p.yaml", .. more]);

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Database, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are constants of the tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
