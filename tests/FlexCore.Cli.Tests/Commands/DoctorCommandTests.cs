using System.Collections;
using System.Text.Json;
using FlexCore.Cli.Commands;
using FlexCore.Cli.Configuration;
using FlexCore.Cli.ExitCodes;
using FlexCore.Persistence.Sqlite;

namespace FlexCore.Cli.Tests.Commands;

public sealed class DoctorCommandTests : IDisposable
{
    // Port 9 ("discard") is used by nobody; a busy one would only be a warning.
    private const string Node = "http://127.0.0.1:9";

    private readonly CliHarness _cli = new();

    [Fact]
    public async Task A_folder_that_does_not_exist_yet_can_be_created()
    {
        (await StatusAsync("data-folder", _cli.PathOf("a/b"))).ShouldBe(("ok", $"{_cli.PathOf("a/b")} can be created"));

        Directory.Exists(_cli.PathOf("a")).ShouldBeFalse("the doctor changes nothing");
    }

    [Fact]
    public async Task A_sound_store_is_said_to_be_sound()
    {
        var folder = await CreateStoreAsync();
        var before = await File.ReadAllBytesAsync(Path.Combine(folder, "flexcore.db"));

        var (status, finding) = await StatusAsync("database", folder);

        status.ShouldBe("ok");
        finding.ShouldContain("sound");
        (await File.ReadAllBytesAsync(Path.Combine(folder, "flexcore.db"))).ShouldBe(before);
    }

    [Fact]
    public async Task A_store_at_work_is_a_warning()
    {
        var folder = _cli.PathOf("data");
        await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = folder });

        var (status, finding) = await StatusAsync("lock", folder);

        status.ShouldBe("warning");
        finding.ShouldContain($"(pid {Environment.ProcessId})");
    }

    [Fact]
    public async Task Another_file_under_the_database_name_fails()
    {
        Directory.CreateDirectory(_cli.PathOf("data"));
        await File.WriteAllTextAsync(_cli.PathOf("data/flexcore.db"), new string('x', 5_000));

        (await StatusAsync("database", _cli.PathOf("data"))).Status.ShouldBe("failed");
    }

    [Fact]
    public async Task A_damaged_database_fails()
    {
        var folder = await CreateStoreAsync();
        await using (var file = File.OpenWrite(Path.Combine(folder, "flexcore.db")))
        {
            file.Position = 4_096;
            file.Write(new byte[8_192]);
        }

        var (status, finding) = await StatusAsync("database", folder);

        status.ShouldBe("failed");
        finding.ShouldContain("damaged");
    }

    [Fact]
    public async Task A_database_of_a_newer_program_fails()
    {
        var folder = await CreateStoreAsync();
        await using (var file = File.OpenWrite(Path.Combine(folder, "flexcore.db")))
        {
            // SQLite keeps user_version at byte 60 of the file's header, big endian.
            file.Position = 60;
            file.Write([0, 0, 3, 231]);
        }

        (await StatusAsync("database", folder)).Finding.ShouldContain("schema version 999");
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_folder_fails()
    {
        (await StatusAsync("data-folder", _cli.Write("file", "x"))).Status.ShouldBe("failed");
        _cli.Clear();
        (await _cli.RunAsync("doctor", "--data", _cli.PathOf("file"), "--node", Node)).ShouldBe((int)ExitCode.Unhealthy);
    }

    [Fact]
    public async Task A_wrong_configuration_fails_and_names_the_command_that_explains()
    {
        await _cli.ShouldExitAsync(ExitCode.Unhealthy, "doctor", "--config", _cli.Write("x.conf", "flexcore.nothing = 1"), "--data", _cli.Folder, "--node", Node);

        _cli.Out.ShouldContain("FAILED   configuration  1 mistakes; the first: There is no setting 'flexcore.nothing'.");
        _cli.Out.ShouldContain("→ Run 'flexcore config lint'");
    }

    [Fact]
    public void The_default_node_is_where_a_node_listens_by_default()
    {
        var effective = EffectiveConfiguration.Load(null, new Hashtable());

        NodeOption.Default.ShouldBe($"http://{effective.Find("flexcore.node.address")?.Value}:{effective.Find("flexcore.node.port")?.Value}");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("ftp://127.0.0.1")]
    public async Task A_url_that_is_none_is_a_usage_mistake(string url)
    {
        await _cli.ShouldExitAsync(ExitCode.Usage, "doctor", "--node", url);

        _cli.Error.ShouldContain($"The node's URL is '{url}'");
    }

    public void Dispose() => _cli.Dispose();

    private async Task<string> CreateStoreAsync()
    {
        var folder = _cli.PathOf("data");
        await using (await SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = folder }))
        {
            return folder;
        }
    }

    private async Task<(string Status, string Finding)> StatusAsync(string check, string folder)
    {
        await _cli.RunAsync("doctor", "--data", folder, "--node", Node, "--output", "json");
        using var report = JsonDocument.Parse(_cli.Out);
        var found = report.RootElement.GetProperty("checks").EnumerateArray().Single(one => one.GetProperty("check").GetString() == check);
        return (found.GetProperty("status").GetString() ?? string.Empty, found.GetProperty("finding").GetString() ?? string.Empty);
    }
}
