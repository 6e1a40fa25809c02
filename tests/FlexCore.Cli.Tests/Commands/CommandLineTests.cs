using System.CommandLine;
using FlexCore.Cli.Commands;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private RunArguments? _run;

    [Fact]
    public async Task A_plain_run_leaves_everything_to_the_pipeline()
    {
        var run = await ParseAsync("run", "p.yaml");

        run.Pipeline.ShouldBe("p.yaml");
        run.Inputs.ShouldBeEmpty();
        run.Output.ShouldBeNull();
        run.Variables.ShouldBeEmpty();
        run.Resume.ShouldBe(ResumeChoice.Automatic);
        run.Json.ShouldBeFalse();
        run.Common.DataFolder.ShouldBeNull();
    }

    [Fact]
    public async Task Every_option_arrives()
    {
        var run = await ParseAsync(
            "run", "p.yaml", "--input", "a.log", "b.log", "--input", "c.log", "--output", "out", "--set", "x=1", "--set", "y=a=b",
            "--resume", "--data", "folder", "--config", "my.conf", "--json", "--quiet", "--verbose");

        run.Inputs.ShouldBe(["a.log", "b.log", "c.log"]);
        run.Output.ShouldBe("out");
        run.Variables.ShouldBe(new Dictionary<string, string> { ["x"] = "1", ["y"] = "a=b" });
        run.Resume.ShouldBe(ResumeChoice.Required);
        run.Common.ShouldBe(new CommonArguments("folder", "my.conf", Verbose: true));
        run.Json.ShouldBeTrue();
        run.Quiet.ShouldBeTrue();
    }

    [Fact]
    public async Task A_dash_is_an_input() => (await ParseAsync("run", "p.yaml", "--input", "-")).Inputs.ShouldBe(["-"]);

    [Fact]
    public async Task Fresh_is_a_choice() => (await ParseAsync("run", "p.yaml", "--fresh")).Resume.ShouldBe(ResumeChoice.Fresh);

    [Theory]
    [InlineData("run")]
    [InlineData("run p.yaml --resume --fresh")]
    [InlineData("run p.yaml --set novalue")]
    [InlineData("run p.yaml --set =x")]
    [InlineData("run p.yaml --json --output -")]
    [InlineData("run p.yaml --no-such-option")]
    [InlineData("walk p.yaml")]
    [InlineData("lint")]
    public async Task A_wrong_command_line_is_a_usage_error_that_says_where_help_is(string line)
    {
        var code = await new CliApplication(Terminal(), TimeProvider.System).RunAsync(line.Split(' '));

        code.ShouldBe(ExitCode.Usage);
        _error.ToString().ShouldContain("flexcore --help");
        _out.ToString().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("start --port abc", "--port takes a whole number, but got 'abc'.")]
    [InlineData("event tail --count 1.5", "--count takes a whole number, but got '1.5'.")]
    [InlineData("stream top --interval soon", "--interval takes seconds from 0.1 to 3600, not 'soon'.")]
    public async Task A_value_that_is_no_number_is_named_without_the_parsers_types(string line, string message)
    {
        (await new CliApplication(Terminal(), TimeProvider.System).RunAsync(line.Split(' '))).ShouldBe(ExitCode.Usage);

        _error.ToString().ShouldContain($"flexcore: {message}");
        _error.ToString().ShouldNotContain("System.");
    }

    [Fact]
    public async Task Help_on_exit_codes_lists_every_code()
    {
        (await new CliApplication(Terminal(), TimeProvider.System).RunAsync(["help", "exit-codes"])).ShouldBe(ExitCode.Success);

        foreach (var entry in ExitCodeTable.Entries)
        {
            _out.ToString().ShouldContain(entry.Name);
        }
    }

    [Fact]
    public async Task A_failure_shows_message_and_remedy_but_no_stack()
    {
        var code = await Failures.GuardAsync(Terminal(), json: false, verbose: false, () => throw new CliException(ExitCode.DiskFull, "No space is left. Free some."));

        code.ShouldBe(8);
        _error.ToString().TrimEnd().ShouldBe("flexcore: disk-full: No space is left. Free some.");
    }

    [Fact]
    public async Task A_failure_shows_its_stack_when_asked_to()
    {
        await Failures.GuardAsync(Terminal(), json: false, verbose: true, () => throw new InvalidOperationException("surprise"));

        _error.ToString().ShouldContain("   at ");
    }

    [Fact]
    public async Task A_failure_with_json_prints_an_object_with_the_error()
    {
        await Failures.GuardAsync(Terminal(), json: true, verbose: false, () => throw new CliException(ExitCode.DiskFull, "No space."));

        _out.ToString().ShouldContain("\"status\":\"disk-full\"");
        _out.ToString().ShouldContain("\"error\":\"No space.\"");
    }

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
    }

    private CliTerminal Terminal() => new(_out, _error, IsErrorInteractive: false, Width: 80);

    private async Task<RunArguments> ParseAsync(params string[] line)
    {
        var root = new RootCommand
        {
            RunCommandLine.Create(
                arguments =>
                {
                    _run = arguments;
                    return Task.FromResult(ExitCode.Success);
                },
                Terminal()),
        };
        (await root.Parse(line).InvokeAsync()).ShouldBe(0, _error.ToString());
        return _run.ShouldNotBeNull();
    }
}
