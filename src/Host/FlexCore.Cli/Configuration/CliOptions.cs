using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Configuration;

/// <summary>How the command line shows what it does.</summary>
internal sealed class CliOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "flexcore.cli";

    /// <summary>How often the progress line on a terminal is drawn anew.</summary>
    /// <value>The default value is 250 milliseconds; from 20 ms to 1 hour.</value>
    public TimeSpan ProgressInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How often a progress line is written when stderr is not a terminal.</summary>
    /// <value>The default value is 10 seconds; from 1 ms to 1 day.</value>
    public TimeSpan PlainProgressInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Checks all values.</summary>
    /// <exception cref="CliException">A value is out of range; the message names the key, the value and the remedy.</exception>
    public void Validate()
    {
        Check("progress-interval", ProgressInterval, TimeSpan.FromMilliseconds(20), TimeSpan.FromHours(1));
        Check("plain-progress-interval", PlainProgressInterval, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1));
    }

    private static void Check(string key, TimeSpan value, TimeSpan low, TimeSpan high)
    {
        if (value < low || value > high)
        {
            throw new CliException(
                ExitCode.InvalidConfiguration,
                FormattableString.Invariant($"{Section}.{key} is {value.TotalMilliseconds} ms; set it to {low.TotalMilliseconds} to {high.TotalMilliseconds} ms."));
        }
    }
}
