using System.Text.Json;
using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Toolbox;

public sealed class ConfigTests : IDisposable
{
    private readonly Workspace _workspace = new();

    [Fact]
    public async Task A_variable_wins_over_the_file_in_the_working_directory()
    {
        _workspace.Write("flexcore.conf", "flexcore.cli.progress-interval = 1s\n");

        (await RunAsync(new Dictionary<string, string>(), "config", "get", "flexcore.cli.progress-interval")).ShouldExitWith(0).Out.ShouldBe("1s\n");
        (await RunAsync(new Dictionary<string, string> { ["FLEXCORE_CLI_PROGRESS_INTERVAL"] = "2s" }, "config", "get", "flexcore.cli.progress-interval"))
            .ShouldExitWith(0).Out.ShouldBe("2s\n");
    }

    [Fact]
    public async Task A_misspelt_key_ends_with_the_configuration_code()
    {
        _workspace.Write("flexcore.conf", "flexcore.cli.progres-interval = 1s\n");

        var outcome = (await RunAsync(new Dictionary<string, string>(), "config", "lint")).ShouldExitWith(4);

        outcome.Out.ShouldContain("Did you mean 'flexcore.cli.progress-interval'?");
    }

    [Fact]
    public async Task The_doctor_finds_a_healthy_machine_and_leaves_nothing_behind()
    {
        var outcome = (await FlexcoreProcess.RunAsync(_workspace.Folder, "doctor", "--output", "json", "--node", "http://127.0.0.1:9")).ShouldExitWith(0);

        using var report = JsonDocument.Parse(outcome.Out);
        report.RootElement.GetProperty("healthy").GetBoolean().ShouldBeTrue(outcome.Out);
        Directory.EnumerateFileSystemEntries(_workspace.Folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_doctor_ends_with_its_own_code_when_something_will_not_work()
    {
        _workspace.Write("data", "a file");

        (await FlexcoreProcess.RunAsync(_workspace.Folder, "doctor", "--data", "data")).ShouldExitWith(15).Out.ShouldContain("FAILED   data-folder");
    }

    public void Dispose() => _workspace.Dispose();

    private async Task<Outcome> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        await using var process = FlexcoreProcess.Start(_workspace.Folder, environment, arguments);
        process.Input.Close();
        return await process.WaitAsync();
    }
}
