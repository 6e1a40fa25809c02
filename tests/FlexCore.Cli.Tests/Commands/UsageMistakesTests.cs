using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Tests.Commands;

public sealed class UsageMistakesTests : IDisposable
{
    private const string Where = "Run 'flexcore --help' to see the commands and options.\n";

    private readonly CliHarness _cli = new();

    [Theory]
    [InlineData("rnu x.yaml", "There is no command 'rnu'. Did you mean 'run'?")]
    [InlineData("stream lst", "There is no command 'stream lst'. Did you mean 'list'?")]
    [InlineData("stream lst --output json", "There is no command 'stream lst'. Did you mean 'list'?")]
    [InlineData("config rendr", "There is no command 'config rendr'. Did you mean 'render'?")]
    [InlineData("config wholly", "There is no command 'config wholly'. Allowed here: render, lint, get.")]
    [InlineData("config", "A command is missing behind 'config'. Add one of: render, lint, get.")]
    public async Task A_command_that_there_is_not_gets_the_nearest(string line, string message) => await ShouldSayAsync(line, message);

    [Theory]
    [InlineData("run p.yaml --qiet", "There is no option '--qiet' for 'run'. Did you mean '--quiet'?")]
    [InlineData("event tail --otput json", "There is no option '--otput' for 'event tail'. Did you mean '--output'?")]
    [InlineData("event tail --otput=json", "There is no option '--otput' for 'event tail'. Did you mean '--output'?")]
    [InlineData("stream list --ouput json", "There is no option '--ouput' for 'stream list'. Did you mean '--output'?")]
    [InlineData("start --prot 3", "There is no option '--prot' for 'start'. Did you mean '--port'?")]
    [InlineData("start --wholly-different", "There is no option '--wholly-different' for 'start'. 'flexcore start --help' lists the options.")]
    [InlineData("--verison", "There is no option '--verison' for 'flexcore'. Did you mean '--version'?")]
    [InlineData("start extra", "'start' takes no further argument, but got 'extra'. 'flexcore start --help' shows what it takes.")]
    public async Task An_option_or_argument_that_there_is_not_gets_the_nearest(string line, string message) => await ShouldSayAsync(line, message);

    [Fact]
    public async Task A_command_alone_that_is_missing_lists_all()
    {
        await _cli.ShouldExitAsync(ExitCode.Usage);

        _cli.Error.ShouldStartWith("flexcore: A command is missing behind 'flexcore'. Add one of: run, start, lint");
    }

    [Fact]
    public async Task An_option_that_was_taken_for_a_file_gets_the_nearest_too()
    {
        await _cli.ShouldExitAsync(ExitCode.Usage, "run", "--qiet");

        _cli.Error.ShouldContain("There is no option '--qiet' for 'run'. Did you mean '--quiet'? Put '--' before a name that begins so.");
    }

    /// <summary>The nearest name must be one that the command takes: its own mistakes are never its suggestion.</summary>
    [Fact]
    public async Task Every_command_suggests_itself_for_a_slip()
    {
        foreach (var command in new CliApplication(new CliTerminal(TextWriter.Null, TextWriter.Null, false, 80), TimeProvider.System).CreateRoot().Subcommands)
        {
            _cli.Clear();
            await _cli.ShouldExitAsync(ExitCode.Usage, command.Name + "q");

            _cli.Error.ShouldContain($"Did you mean '{command.Name}'?");
        }
    }

    public void Dispose() => _cli.Dispose();

    private async Task ShouldSayAsync(string line, string message)
    {
        await _cli.ShouldExitAsync(ExitCode.Usage, line.Split(' '));

        _cli.Error.ShouldBe($"flexcore: {message}\n{Where}");
        _cli.Out.ShouldBeEmpty();
    }
}
