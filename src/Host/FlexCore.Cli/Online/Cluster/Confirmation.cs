using System.CommandLine;
using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Online.Cluster;

/// <summary>Asks a person before something that cannot be taken back. Scripts are not asked.</summary>
internal static class Confirmation
{
    /// <summary>Creates the option that answers beforehand.</summary>
    public static Option<bool> CreateOption() => new("--yes", "-y") { Description = "Do not ask. Without a terminal nothing is asked either." };

    /// <summary>Asks on a terminal and goes on only with a yes.</summary>
    /// <param name="session">Where to ask.</param>
    /// <param name="question">The question.</param>
    /// <param name="yes">Whether it is answered already.</param>
    /// <exception cref="CliException">The answer is not yes.</exception>
    public static async Task RequireAsync(NodeSession session, string question, bool yes)
    {
        if (yes || !session.Terminal.IsInInteractive)
        {
            return;
        }

        await session.Terminal.Error.WriteAsync($"{Terminal.SafeText.OneLine(question)} [y/N] ").ConfigureAwait(false);
        await session.Terminal.Error.FlushAsync(session.Stop).ConfigureAwait(false);

        // A console reads on whatever happens; Ctrl+C must end the command nevertheless.
        var answer = await Task.Run(session.Terminal.In.ReadLine).WaitAsync(session.Stop).ConfigureAwait(false);
        if (answer?.Trim().ToUpperInvariant() is not ("Y" or "YES"))
        {
            throw new CliException(ExitCode.Interrupted, "The answer is not yes; nothing was changed.");
        }
    }
}
