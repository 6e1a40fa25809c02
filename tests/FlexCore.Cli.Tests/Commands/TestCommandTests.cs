using System.Text.Json;
using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.Commands;

/// <summary><c>flexcore test</c> from the arguments to what the user reads.</summary>
public sealed class TestCommandTests : IDisposable
{
    private const string Pipeline = """
        name: demo
        vars: { least: 3 }
        source: { file: { path: nowhere.ndjson } }
        steps:
          - parse: json
          - filter: amount > ${least}
        sinks:
          - file: { path: out/big.ndjson }
        onError: deadletter
        deadLetter: { file: { path: bad.ndjson } }
        """;

    private readonly CliHarness _cli = new();

    [Fact]
    public async Task A_case_beside_the_pipeline_runs_and_touches_no_file()
    {
        _cli.Write("p.yaml", Pipeline);
        _cli.Write("p.test.yaml", """
            tests:
              - name: only big amounts pass
                input: [ { amount: 2 }, { amount: 5, more: x } ]
                output: [ { amount: 5, more: x } ]
            """);

        await _cli.ShouldExitAsync(ExitCode.Success, "test", _cli.PathOf("p.yaml"));

        _cli.Out.ShouldBe("pass  only big amounts pass\n1 passed, 0 failed\n");
        Directory.GetFileSystemEntries(_cli.Folder).Select(Path.GetFileName).Order().ShouldBe(["p.test.yaml", "p.yaml"]);
    }

    [Fact]
    public async Task Cases_inside_the_pipeline_run_first()
    {
        _cli.Write("p.yaml", Pipeline + "\ntests: [ { name: inside, input: [ { amount: 9 } ], output: [ { amount: 9 } ] } ]\n");
        _cli.Write("p.test.yaml", "tests: [ { name: beside, input: [ { amount: 1 } ], output: [] } ]");

        await _cli.ShouldExitAsync(ExitCode.Success, "test", _cli.PathOf("p.yaml"));

        _cli.Out.ShouldBe("pass  inside\npass  beside\n2 passed, 0 failed\n");
    }

    [Fact]
    public async Task A_file_of_cases_names_its_pipeline_and_its_input()
    {
        _cli.Write("flows/p.yaml", Pipeline);
        _cli.Write("cases/data.ndjson", "{\"amount\":7}\n");
        var cases = _cli.Write("cases/some.yaml", "pipeline: ../flows/p.yaml\ntests: [ { name: from a file, inputFile: data.ndjson, output: [ { amount: 7 } ] } ]");

        await _cli.ShouldExitAsync(ExitCode.Success, "test", cases);
    }

    [Fact]
    public async Task A_variable_of_the_case_wins() =>
        await PassAsync("vars: { least: 100 }, input: [ { amount: 50 } ], output: []");

    [Fact]
    public async Task Dead_letters_are_compared_by_the_named_fields() =>
        await PassAsync("input: [ 'no json', '{\"amount\":4}' ], output: [ { amount: 4 } ], deadLetters: [ { reason: invalid-json, line: 1, record: 'no json' } ]");

    [Fact]
    public async Task Errors_that_nobody_expects_fail_the_case()
    {
        await FailAsync("input: [ 'no json' ], output: []");

        _cli.Out.ShouldContain("      errors\n        - 0\n        + 1\n");
    }

    [Fact]
    public async Task Errors_may_be_counted_only() => await PassAsync("input: [ 'no json', 'neither' ], errors: 2");

    [Fact]
    public async Task A_run_that_must_fail_is_a_case_too()
    {
        _cli.Write("p.yaml", Pipeline.Replace("onError: deadletter\ndeadLetter: { file: { path: bad.ndjson } }", "onError: fail", StringComparison.Ordinal));
        _cli.Write("p.test.yaml", "tests: [ { name: fails, input: [ 'no json' ], fails: record-failed } ]");
        await _cli.ShouldExitAsync(ExitCode.Success, "test", _cli.PathOf("p.yaml"));

        _cli.Write("p.test.yaml", "tests: [ { name: fails, input: [ 'no json' ], output: [] } ]");
        await _cli.ShouldExitAsync(ExitCode.TestsFailed, "test", _cli.PathOf("p.yaml"));
        _cli.Out.ShouldContain("- completes\n");
        _cli.Out.ShouldContain("+ fails with record-failed:");
    }

    [Theory]
    [InlineData("big.ndjson")]
    [InlineData("./out/big.ndjson")]
    [InlineData("out/big.ndjson")]
    [InlineData("1")]
    public async Task A_sink_is_named_by_target_or_place(string key)
    {
        var code = await RunCaseAsync($"input: [ {{ amount: 4 }} ], outputs: {{ '{key}': [ {{ amount: 4 }} ] }}");

        code.ShouldBe(key == "big.ndjson" ? (int)ExitCode.InvalidPipeline : 0, _cli.Error);
    }

    [Fact]
    public async Task A_sink_that_is_not_there_is_named_with_those_that_are()
    {
        (await RunCaseAsync("input: [], outputs: { other: [] }")).ShouldBe((int)ExitCode.InvalidPipeline);

        _cli.Error.ShouldContain("expects records of the sink 'other', which does not exist. The sinks are: 1 file 'out/big.ndjson'.");
    }

    [Fact]
    public async Task Sources_and_sinks_that_need_a_node_or_a_network_are_replaced_too()
    {
        var file = _cli.Write("live.yaml", """
            name: live
            source: { http: {} }
            steps: [ { parse: json }, { filter: amount > 3 } ]
            sinks: [ { topic: big-orders }, { http: "http://127.0.0.1:9/never" } ]
            tests:
              - name: both get the record
                input: [ { amount: 2 }, { amount: 5 } ]
                outputs: { big-orders: [ { amount: 5 } ], "2": [ { amount: 5 } ] }
            """);

        await _cli.ShouldExitAsync(ExitCode.Success, "test", file);
    }

    [Fact]
    public async Task A_difference_shows_expected_and_actual_side_by_side()
    {
        await FailAsync("input: [ { amount: 4, name: abc } ], output: [ { amount: 5, name: abc } ]");

        _cli.Out.ShouldContain("FAIL  c  ");
        _cli.Out.ShouldContain("file 'out/big.ndjson': record 1 differs\n        field   expected  actual\n        amount  5         4\n");
        _cli.Out.ShouldEndWith("0 passed, 1 failed\n");
    }

    [Fact]
    public async Task Data_cannot_steer_the_terminal()
    {
        _cli.IsInteractive = true;
        await FailAsync("input: [ '{\"amount\":4,\"x\":\"\\u001b[2J\"}' ], output: []");

        _cli.Out.ShouldNotContain("\u001b[2J");
        _cli.Out.ShouldContain("\u001b[31mFAIL");
    }

    [Fact]
    public async Task Json_lists_every_case_and_difference()
    {
        (await RunCaseAsync("input: [ { amount: 4 } ], output: [ { amount: 5 } ]", "--output", "json")).ShouldBe((int)ExitCode.TestsFailed);

        using var report = JsonDocument.Parse(_cli.Out);
        report.RootElement.GetProperty("failed").GetInt32().ShouldBe(1);
        var one = report.RootElement.GetProperty("cases")[0];
        one.GetProperty("passed").GetBoolean().ShouldBeFalse();
        one.GetProperty("line").GetInt32().ShouldBe(1);
        one.GetProperty("differences")[0].GetProperty("kind").GetString().ShouldBe("changed");
        one.GetProperty("differences")[0].GetProperty("fields")[0].GetProperty("expected").GetString().ShouldBe("5");
    }

    [Fact]
    public async Task A_filter_chooses_cases()
    {
        _cli.Write("p.yaml", Pipeline);
        _cli.Write("p.test.yaml", "tests: [ { name: Alpha, input: '', output: [] }, { name: beta, input: '', output: [] } ]");

        await _cli.ShouldExitAsync(ExitCode.Success, "test", _cli.PathOf("p.yaml"), "--filter", "alpha");
        _cli.Out.ShouldBe("pass  Alpha\n1 passed, 0 failed\n");
        await _cli.ShouldExitAsync(ExitCode.Usage, "test", _cli.PathOf("p.yaml"), "--filter", "gamma");
        _cli.Error.ShouldContain("The cases are: Alpha; beta.");
    }

    [Theory]
    [InlineData("name: x", "has no cases")]
    [InlineData("tests: [ { name: x, inptu: 3 } ]", "Did you mean 'input'?")]
    [InlineData("tests: [ { name: x, inputFile: gone, output: [] } ]\npipeline: p.yaml", "'inputFile': it is relative to")]
    [InlineData("tests: [ { name: x, input: '', output: [] } ]", "does not say which pipeline it is about")]
    [InlineData("tests: [ { name: x, input: '', output: [] } ]\npipeline: gone.yaml", "gone.yaml")]
    [InlineData("tests: [ { name: x, vars: { leats: 1 }, input: '', output: [] } ]\npipeline: p.yaml", "Did you mean 'least'?")]
    public async Task A_mistake_in_a_case_is_explained(string text, string message)
    {
        _cli.Write("p.yaml", Pipeline);
        var file = _cli.Write("cases.yaml", text == "name: x" ? Pipeline : text);

        (await _cli.RunAsync("test", file)).ShouldBeOneOf((int)ExitCode.InvalidPipeline, (int)ExitCode.InputUnavailable);

        _cli.Error.ShouldContain(message);
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        await _cli.ShouldExitAsync(ExitCode.InvalidPipeline, "test", _cli.PathOf("none.yaml"));

        _cli.Error.ShouldContain("none.yaml");
    }

    public void Dispose() => _cli.Dispose();

    private async Task PassAsync(string one) => (await RunCaseAsync(one)).ShouldBe(0, _cli.Out + _cli.Error);

    private async Task FailAsync(string one) => (await RunCaseAsync(one)).ShouldBe((int)ExitCode.TestsFailed, _cli.Out + _cli.Error);

    private Task<int> RunCaseAsync(string one, params string[] more)
    {
        _cli.Write("p.yaml", Pipeline);
        _cli.Write("p.test.yaml", $"tests: [ {{ name: c, {one} }} ]");
        return _cli.RunAsync(["test", _cli.PathOf("p.yaml"), .. more]);
    }
}
