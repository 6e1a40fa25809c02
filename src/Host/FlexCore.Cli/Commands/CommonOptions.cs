using System.CommandLine;
using System.CommandLine.Parsing;

namespace FlexCore.Cli.Commands;

/// <summary>The options that every command accepts, and how they are read.</summary>
internal sealed class CommonOptions
{
    private readonly Option<string?> _data = new("--data")
    {
        Description = "Data folder: database, checkpoints, lock. Default: .flexcore in the working directory.",
        HelpName = "DIR",
    };

    private readonly Option<string?> _config = new("--config")
    {
        Description = "Configuration file (HOCON). Default: flexcore.conf in the working directory, if it is there.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Log what happens, and show the stack of an error." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_data);
        command.Options.Add(_config);
        command.Options.Add(_verbose);
    }

    /// <summary>Whether a data folder was named.</summary>
    /// <param name="result">The command while it is checked.</param>
    public bool HasDataFolder(CommandResult result) => result.GetValue(_data) is not null;

    /// <summary>Reads the options from a parsed command line.</summary>
    public CommonArguments Read(ParseResult result) => new(result.GetValue(_data), result.GetValue(_config), result.GetValue(_verbose));
}
