using System.Text.Json;
using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Runs;

public sealed class LintTests : IDisposable
{
    private readonly Workspace _workspace = new();

    [Fact]
    public async Task A_correct_pipeline_has_no_findings()
    {
        var outcome = await FlexcoreProcess.RunAsync(_workspace.Folder, "lint", Repository.PathOf("deploy/examples/access-log/pipeline.yaml"));

        outcome.ShouldExitWith(0);
        outcome.Out.ShouldContain("no mistakes");
    }

    [Fact]
    public async Task Every_mistake_shows_place_line_caret_and_suggestion()
    {
        _workspace.Write("p.yaml", """
            name: lint
            source: { file: { path: in.ndjson } }
            steps:
              - parse: json
              - fliter: n > 1
              - map: { x: "n +" }
            sink: { file: { paht: out.ndjson } }
            """);

        var outcome = (await FlexcoreProcess.RunAsync(_workspace.Folder, "lint", "p.yaml")).ShouldExitWith(3);

        outcome.Out.ShouldContain("p.yaml:5:5: unknown-operator");
        outcome.Out.ShouldContain("  5 |   - fliter: n > 1\n    |     ^\n");
        outcome.Out.ShouldContain("filter");
        outcome.Out.ShouldContain("p.yaml:7:17:");
        outcome.Out.ShouldContain("path");
    }

    [Fact]
    public async Task The_json_report_lists_the_findings()
    {
        _workspace.Write("p.yaml", "name: lint\nsource: { stdin: {} }\nsteps: [ { fliter: x } ]\nsink: { stdout: {} }\n");

        var outcome = (await FlexcoreProcess.RunAsync(_workspace.Folder, "lint", "p.yaml", "--json")).ShouldExitWith(3);

        using var json = JsonDocument.Parse(outcome.Out);
        json.RootElement.GetProperty("valid").GetBoolean().ShouldBeFalse();
        var finding = json.RootElement.GetProperty("findings")[0];
        finding.GetProperty("line").GetInt32().ShouldBe(3);
        finding.GetProperty("code").GetString().ShouldBe("unknown-operator");
        finding.GetProperty("suggestion").GetString().ShouldNotBeNull().ShouldContain("filter");
    }

    public void Dispose() => _workspace.Dispose();
}
