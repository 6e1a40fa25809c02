using System.CommandLine;
using System.Runtime.CompilerServices;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Reference;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Tests.Reference;

public sealed class CommandPageTests : IDisposable
{
    private const string Update = "UPDATE_COMMANDS_PAGE";

    private readonly CliHarness _cli = new();

    [Fact]
    public async Task The_page_is_what_the_command_tree_generates()
    {
        var path = PathOf("src/Host/FlexCore.Cli/COMMANDS.md");
        var generated = CommandPage.Markdown(Root());
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            await File.WriteAllTextAsync(path, generated);
        }

        (await File.ReadAllTextAsync(path)).ShouldBe(generated, $"Run the tests with {Update}=1 to write the page anew.");
    }

    [Fact]
    public void Every_command_argument_and_option_says_what_it_is()
    {
        foreach (var command in All(Root()).Skip(1))
        {
            command.Description.ShouldNotBeNullOrWhiteSpace(command.Name);
            command.Description.ShouldEndWith(".", Case.Sensitive, command.Name);
            command.Arguments.ShouldAllBe(argument => !string.IsNullOrEmpty(argument.Description), command.Name);
            command.Options.ShouldAllBe(option => !string.IsNullOrEmpty(option.Description), command.Name);
        }
    }

    [Fact]
    public async Task Every_command_prints_its_help()
    {
        foreach (var path in Paths(Root(), []))
        {
            _cli.Clear();
            await _cli.ShouldExitAsync(ExitCode.Success, [.. path, "--help"]);

            _cli.Out.ShouldContain("Usage:", Case.Sensitive, string.Join(' ', path));
        }
    }

    /// <summary>A wrong option is a usage mistake everywhere, and never a stack or a file of that name.</summary>
    [Fact]
    public async Task Every_command_refuses_an_option_that_there_is_not()
    {
        foreach (var path in Paths(Root(), []))
        {
            _cli.Clear();
            await _cli.ShouldExitAsync(ExitCode.Usage, [.. path, "--no-such-option"]);

            _cli.Error.ShouldContain("--no-such-option", Case.Sensitive, string.Join(' ', path));
            _cli.Error.ShouldNotContain("   at ");
        }
    }

    public void Dispose() => _cli.Dispose();

    private static RootCommand Root() => new CliApplication(new CliTerminal(TextWriter.Null, TextWriter.Null, IsErrorInteractive: false, Width: 80), TimeProvider.System).CreateRoot();

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);

    private static IEnumerable<string[]> Paths(Command command, string[] parent) =>
        command.Subcommands.SelectMany(sub => Paths(sub, [.. parent, sub.Name]).Prepend([.. parent, sub.Name]));

    private static string PathOf(string relative, [CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here);
        while (folder is not null && !File.Exists(Path.Combine(folder, "FlexCore.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return Path.Combine(folder.ShouldNotBeNull(), relative);
    }
}
