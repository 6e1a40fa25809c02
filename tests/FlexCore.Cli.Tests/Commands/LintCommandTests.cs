using System.Text.Json;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Tests.Commands;

/// <summary><c>flexcore lint</c> from the arguments to what the user reads.</summary>
public sealed class LintCommandTests : IDisposable
{
    private const string Valid = """
        name: demo
        source: { file: { path: in.ndjson } }
        steps:
          - parse: json
          - filter: amount > ${least}
        sink: { file: { path: out.ndjson } }
        vars: { least: 3 }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flexcore-cli-");
    private readonly StringWriter _out = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };

    [Fact]
    public async Task A_pipeline_without_mistakes_says_so()
    {
        (await LintAsync(Valid)).ShouldBe(ExitCode.Success);

        _out.ToString().ShouldEndWith("p.yaml: no mistakes\n");
        _error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task One_mistake_is_counted_as_one()
    {
        (await LintAsync(Valid.Replace("filter:", "fliter:", StringComparison.Ordinal))).ShouldBe(ExitCode.InvalidPipeline);

        _out.ToString().ShouldContain("5 |   - fliter: amount > ${least}");
        _out.ToString().ShouldEndWith("\n1 mistake\n");
    }

    [Fact]
    public async Task Json_lists_every_finding_with_its_place()
    {
        (await LintAsync(Valid.Replace("filter:", "fliter:", StringComparison.Ordinal), "--json")).ShouldBe(ExitCode.InvalidPipeline);

        using var report = JsonDocument.Parse(_out.ToString());
        report.RootElement.GetProperty("valid").GetBoolean().ShouldBeFalse();
        var finding = report.RootElement.GetProperty("findings").EnumerateArray().ShouldHaveSingleItem();
        finding.GetProperty("line").GetInt32().ShouldBe(5);
        finding.GetProperty("file").GetString().ShouldEndWith("p.yaml");
        finding.GetProperty("code").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Json_of_a_valid_pipeline_has_no_findings()
    {
        (await LintAsync(Valid, "--json")).ShouldBe(ExitCode.Success);

        using var report = JsonDocument.Parse(_out.ToString());
        report.RootElement.GetProperty("valid").GetBoolean().ShouldBeTrue();
        report.RootElement.GetProperty("findings").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_variable_from_the_command_line_is_checked_with_the_rest()
    {
        (await LintAsync(Valid, "--set", "least=7")).ShouldBe(ExitCode.Success);
        (await LintAsync(Valid, "--set", "least=7 +")).ShouldBe(ExitCode.InvalidPipeline);
    }

    [Theory]
    [InlineData("least")]
    [InlineData("=7")]
    [InlineData("")]
    public async Task A_variable_without_name_or_value_is_a_usage_mistake(string set)
    {
        (await LintAsync(Valid, "--set", set)).ShouldBe(ExitCode.Usage);

        _error.ToString().ShouldContain($"--set takes NAME=VALUE, but got '{set}'");
        _out.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task Linting_creates_nothing()
    {
        await LintAsync(Valid);

        _folder.GetFileSystemInfos().Select(found => found.Name).ShouldBe(["p.yaml"]);
    }

    [Fact]
    public async Task A_missing_pipeline_is_an_invalid_pipeline()
    {
        (await RunAsync("lint", Path.Combine(_folder.FullName, "none.yaml"))).ShouldBe(ExitCode.InvalidPipeline);

        _out.ToString().ShouldContain("none.yaml");
    }

    [Fact]
    public async Task The_help_on_exit_codes_lists_each_on_a_line_of_its_own()
    {
        (await RunAsync("help", "exit-codes")).ShouldBe(ExitCode.Success);

        var lines = _out.ToString().TrimEnd('\n').Split('\n');
        lines.Length.ShouldBe(Enum.GetValues<ExitCode>().Length);
        lines.ShouldContain(line => line.StartsWith("   8  disk-full", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith(" 130  interrupted", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _out.Dispose();
        _error.Dispose();
    }

    private Task<ExitCode> LintAsync(string text, params string[] more)
    {
        var path = Path.Combine(_folder.FullName, "p.yaml");
        File.WriteAllText(path, text);
        return RunAsync(["lint", path, .. more]);
    }

    private Task<ExitCode> RunAsync(params string[] args) =>
        new CliApplication(new CliTerminal(_out, _error, IsErrorInteractive: false, Width: 80), TimeProvider.System).RunAsync(args);
}
