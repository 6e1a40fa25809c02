using System.Text.Json;
using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Runs;

public sealed class PipeTests : IDisposable
{
    private readonly Workspace _workspace = new();

    [Fact]
    public async Task Records_flow_from_stdin_to_stdout_and_everything_else_goes_to_stderr()
    {
        _workspace.Write("p.yaml", """
            name: pipe
            source: { stdin: {} }
            steps: [ { parse: json }, { filter: n % 2 == 0 } ]
            sink: { stdout: {} }
            """);
        await using var process = FlexcoreProcess.Start(_workspace.Folder, "run", "p.yaml");
        for (var n = 0; n < 1_000; n++)
        {
            await process.Input.WriteAsync($"{{\"n\":{n}}}\n");
        }

        process.Input.Close();
        var outcome = (await process.WaitAsync()).ShouldExitWith(0);

        outcome.Out.ShouldBe(string.Concat(Enumerable.Range(0, 500).Select(n => $"{{\"n\":{n * 2}}}\n")));
        outcome.Error.ShouldContain("1,000 in, 500 out");
    }

    [Fact]
    public async Task In_a_file_that_others_write_to_as_well_no_line_is_written_over()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        _workspace.Write("p.yaml", "name: shared\nsource: stdin\nsteps: [ { parse: json } ]\nsink: stdout\n");
        var run = """printf '{"n":1}\n{"n":2}\n' | $FLEXCORE run p.yaml --quiet""";
        (await FlexcoreProcess.RunScriptAsync(_workspace.Folder, $"(echo before; {run}; echo between; {run}; echo after) > all.txt")).ShouldExitWith(0);

        const string Records = "{\"n\":1}\n{\"n\":2}\n";
        _workspace.Read("all.txt").ShouldBe($"before\n{Records}between\n{Records}after\n");
    }

    [Fact]
    public async Task A_dash_means_stdin_and_stdout()
    {
        _workspace.Write("p.yaml", """
            name: dash
            source: { file: { path: missing.ndjson } }
            steps: [ { parse: json } ]
            sink: { file: { path: unused.csv, format: csv } }
            """);
        await using var process = FlexcoreProcess.Start(_workspace.Folder, "run", "p.yaml", "--input", "-", "--output", "-", "--quiet");
        await process.Input.WriteAsync("{\"a\":1,\"b\":\"x\"}\n");
        process.Input.Close();
        var outcome = (await process.WaitAsync()).ShouldExitWith(0);

        outcome.Out.Replace("\r\n", "\n", StringComparison.Ordinal).ShouldBe("a,b\n1,x\n");
        outcome.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_json_summary_is_one_object_on_stdout()
    {
        _workspace.Write("in.ndjson", "{\"n\":1}\nnot json\n");
        _workspace.Write("p.yaml", """
            name: summary
            source: { file: { path: in.ndjson } }
            steps: [ { parse: json } ]
            sink: { file: { path: out.ndjson } }
            onError: skip
            """);

        var outcome = (await FlexcoreProcess.RunAsync(_workspace.Folder, "run", "p.yaml", "--json")).ShouldExitWith(0);

        using var json = JsonDocument.Parse(outcome.Out);
        var summary = json.RootElement;
        summary.GetProperty("pipeline").GetString().ShouldBe("summary");
        summary.GetProperty("status").GetString().ShouldBe("success");
        summary.GetProperty("recordsIn").GetInt64().ShouldBe(2);
        summary.GetProperty("recordsOut").GetInt64().ShouldBe(1);
        summary.GetProperty("errors").GetInt64().ShouldBe(1);
        summary.GetProperty("outputs")[0].GetString().ShouldNotBeNull().ShouldEndWith("out.ndjson");
    }

    public void Dispose() => _workspace.Dispose();
}
