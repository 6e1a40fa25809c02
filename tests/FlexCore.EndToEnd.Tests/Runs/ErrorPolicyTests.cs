using System.Text.Json;
using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Runs;

public sealed class ErrorPolicyTests : IDisposable
{
    private const string Input = "{\"n\":1}\n{\"n\":}\n{\"n\":3}\n";

    private readonly Workspace _workspace = new();

    [Fact]
    public async Task Fail_ends_the_run_and_names_the_record()
    {
        Prepare("onError: fail");

        var outcome = await FlexcoreProcess.RunAsync(_workspace.Folder, "run", "p.yaml");

        outcome.ShouldExitWith(6).ShouldExplain("record-failed", "in.ndjson", "2");
        _workspace.Has("out.ndjson").ShouldBeFalse("An output appears only when it is complete.");
    }

    [Fact]
    public async Task Skip_counts_the_record_and_goes_on()
    {
        Prepare("onError: skip");

        var outcome = (await FlexcoreProcess.RunAsync(_workspace.Folder, "run", "p.yaml")).ShouldExitWith(0);

        _workspace.Lines("out.ndjson").ShouldBe(["{\"n\":1}", "{\"n\":3}"]);
        outcome.Error.ShouldContain("errors");
    }

    [Fact]
    public async Task Deadletter_keeps_reason_step_position_and_the_original_record()
    {
        Prepare("onError: deadletter\ndeadLetter: { file: { path: dead.ndjson } }");

        (await FlexcoreProcess.RunAsync(_workspace.Folder, "run", "p.yaml")).ShouldExitWith(0);

        _workspace.Lines("out.ndjson").ShouldBe(["{\"n\":1}", "{\"n\":3}"]);
        using var dead = JsonDocument.Parse(_workspace.Lines("dead.ndjson").ShouldHaveSingleItem());
        dead.RootElement.GetProperty("reason").GetString().ShouldNotBeNullOrEmpty();
        dead.RootElement.GetProperty("record").GetString().ShouldBe("{\"n\":}");
        dead.RootElement.GetProperty("source").GetString().ShouldNotBeNull().ShouldEndWith("in.ndjson");
        dead.RootElement.TryGetProperty("step", out _).ShouldBeTrue();
        dead.RootElement.TryGetProperty("position", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task A_failed_run_goes_on_after_the_policy_is_changed_only_when_asked_to_begin_again()
    {
        Prepare("onError: fail");
        (await FlexcoreProcess.RunAsync(_workspace.Folder, "run", "p.yaml")).ShouldExitWith(6);
        Prepare("onError: skip");

        (await FlexcoreProcess.RunAsync(_workspace.Folder, "run", "p.yaml", "--fresh")).ShouldExitWith(0);

        _workspace.Lines("out.ndjson").Length.ShouldBe(2);
    }

    public void Dispose() => _workspace.Dispose();

    private void Prepare(string policy)
    {
        _workspace.Write("in.ndjson", Input);
        _workspace.Write("p.yaml", $$"""
            name: policy
            source: { file: { path: in.ndjson } }
            steps: [ { parse: json } ]
            sink: { file: { path: out.ndjson } }
            {{policy}}
            """);
    }
}
