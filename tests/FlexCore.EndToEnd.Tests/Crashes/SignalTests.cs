using System.Text.Json;
using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Crashes;

/// <summary>What a run does when it is told to stop. It writes to an endpoint that holds its answers back, so that it is always told before its end.</summary>
public sealed class SignalTests : IAsyncLifetime, IDisposable
{
    private const int Interrupted = 130;
    private const int Terminated = 143;
    private const int CannotResume = 9;

    private const string Stopping = "taking a checkpoint";

    private HeldEndpoint _endpoint = null!;
    private CrashScenario _scenario = null!;

    public async Task InitializeAsync()
    {
        _endpoint = await HeldEndpoint.StartAsync(free: 10);
        var sinks = $"sinks:\n  - http: {{ url: \"{_endpoint.Url}\", batch: 10, timeout: 10m }}\n";
        _scenario = new CrashScenario(CrashScenario.Window.Replace("sinks:\n", sinks, StringComparison.Ordinal), lines: 100_000);
    }

    [Fact]
    public async Task Ctrl_c_stops_with_a_checkpoint_and_the_same_command_goes_on()
    {
        var workspace = _scenario.Prepare();
        var stopped = await StopAsync(workspace, process => process.Interrupt());

        stopped.ShouldExitWith(Interrupted);
        stopped.Error.ShouldContain(Stopping);
        workspace.Has("out.ndjson").ShouldBeFalse("An output appears only when it is complete.");

        var resumed = (await FlexcoreProcess.RunAsync(workspace.Folder, "run", "p.yaml", "--json")).ShouldExitWith(0);
        using var summary = JsonDocument.Parse(resumed.Out);
        summary.RootElement.GetProperty("resumed").GetBoolean().ShouldBeTrue();
        summary.RootElement.GetProperty("attempt").GetInt32().ShouldBe(2);
        summary.RootElement.GetProperty("recordsIn").GetInt64().ShouldBeGreaterThan(99_000);
    }

    [Fact]
    public async Task Sigterm_has_a_code_of_its_own()
    {
        var workspace = _scenario.Prepare();

        (await StopAsync(workspace, process => process.Terminate())).ShouldExitWith(Terminated);
    }

    [Fact]
    public async Task Resume_goes_on_only_with_an_interrupted_run()
    {
        var workspace = _scenario.Prepare();

        (await FlexcoreProcess.RunAsync(workspace.Folder, "run", "p.yaml", "--resume")).ShouldExitWith(CannotResume).ShouldExplain("no interrupted run");
    }

    [Fact]
    public async Task An_interrupted_run_does_not_go_on_with_a_changed_pipeline()
    {
        var workspace = _scenario.Prepare();
        (await StopAsync(workspace, process => process.Interrupt())).ShouldExitWith(Interrupted);
        workspace.Write("p.yaml", workspace.Read("p.yaml").Replace("tumbling: 1m", "tumbling: 2m", StringComparison.Ordinal));

        (await FlexcoreProcess.RunAsync(workspace.Folder, "run", "p.yaml")).ShouldExitWith(CannotResume).ShouldExplain("--fresh");
        (await FlexcoreProcess.RunAsync(workspace.Folder, "run", "p.yaml", "--fresh")).ShouldExitWith(0);
    }

    [Fact]
    public async Task An_interrupted_run_does_not_go_on_with_a_changed_input()
    {
        var workspace = _scenario.Prepare();
        (await StopAsync(workspace, process => process.Interrupt())).ShouldExitWith(Interrupted);
        workspace.Write("access.log", "127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 200 1 \"-\" \"-\"\n");

        (await FlexcoreProcess.RunAsync(workspace.Folder, "run", "p.yaml")).ShouldExitWith(CannotResume).ShouldExplain("access.log", "--fresh");
    }

    [Fact]
    public async Task A_second_ctrl_c_ends_at_once_and_the_run_can_still_go_on()
    {
        var workspace = _scenario.Prepare();
        await using (var process = FlexcoreProcess.Start(workspace.Folder, "run", "p.yaml"))
        {
            process.Input.Close();
            await _endpoint.Reached.WaitAsync(FlexcoreProcess.Patience);
            process.Interrupt();
            (await process.WaitForErrorTextAsync(Stopping)).ShouldBeTrue();
            process.Interrupt();
            (await process.WaitAsync()).ShouldExitWith(Interrupted);
        }

        _endpoint.Open();
        (await FlexcoreProcess.RunAsync(workspace.Folder, "run", "p.yaml")).ShouldExitWith(0);
    }

    [Fact]
    public async Task A_pipe_that_waits_for_input_can_be_interrupted()
    {
        using var workspace = new Workspace();
        workspace.Write("flexcore.conf", "flexcore.cli.plain-progress-interval = 10ms");
        workspace.Write("p.yaml", "name: waiting\nsource: { stdin: {} }\nsteps: [ { parse: json } ]\nsink: { file: { path: out.ndjson } }\n");
        await using var process = FlexcoreProcess.Start(workspace.Folder, "run", "p.yaml");
        (await process.WaitForErrorLinesAsync(3)).ShouldBeTrue();

        process.Interrupt();

        (await process.WaitAsync()).ShouldExitWith(Interrupted);
    }

    public async Task DisposeAsync() => await _endpoint.DisposeAsync();

    public void Dispose() => _scenario.Dispose();

    private async Task<Outcome> StopAsync(Workspace workspace, Action<FlexcoreProcess> stop)
    {
        await using var process = FlexcoreProcess.Start(workspace.Folder, "run", "p.yaml");
        process.Input.Close();
        await _endpoint.Reached.WaitAsync(FlexcoreProcess.Patience);
        stop(process);
        (await process.WaitForErrorTextAsync(Stopping)).ShouldBeTrue();
        _endpoint.Open();
        return await process.WaitAsync();
    }
}
