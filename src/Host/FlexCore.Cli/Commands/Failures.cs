using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Summaries;
using FlexCore.Cli.Terminal;
using System.Text.Json;

namespace FlexCore.Cli.Commands;

/// <summary>The boundary of a command: turns every failure into a message for the user and an exit code.</summary>
internal static class Failures
{
    /// <summary>Runs a command.</summary>
    /// <param name="terminal">Where the message goes.</param>
    /// <param name="json">Whether stdout gets an object with the error.</param>
    /// <param name="verbose">Whether the stack is shown.</param>
    /// <param name="command">The command.</param>
    public static async Task<int> GuardAsync(CliTerminal terminal, bool json, bool verbose, Func<Task<ExitCode>> command)
    {
        try
        {
            return (int)await command().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // The one place where everything is caught: a user gets what, where and the remedy, never a stack they did not ask for.
            return (int)Report(terminal, json, verbose, error);
        }
    }

    private static ExitCode Report(CliTerminal terminal, bool json, bool verbose, Exception error)
    {
        var code = FailureMap.CodeOf(error);
        var entry = ExitCodeTable.Of(code);
        var message = code switch
        {
            ExitCode.Internal => $"{error.GetType().Name}: {error.Message} {entry.Remedy}",
            ExitCode.NodeUnavailable => $"{error.Message} {entry.Remedy}",
            _ => error.Message,
        };
        terminal.Error.WriteLine($"flexcore: {entry.Name}: {message}");
        if (verbose)
        {
            terminal.Error.WriteLine(error.ToString());
        }

        if (json)
        {
            var summary = new RunSummary { Status = entry.Name, ExitCode = (int)code, Error = message };
            terminal.Out.WriteLine(JsonSerializer.Serialize(summary, SummaryJson.Default.RunSummary));
        }

        return code;
    }
}
