using System.CommandLine;
using System.Globalization;

namespace FlexCore.Cli.Online.Cluster;

/// <summary>The option <c>--interval SECONDS</c>.</summary>
internal static class IntervalOption
{
    /// <summary>Creates the option.</summary>
    /// <param name="description">What it means.</param>
    public static Option<double> Create(string description)
    {
        var interval = new Option<double>("--interval") { Description = description, HelpName = "SECONDS", DefaultValueFactory = _ => 1 };
        interval.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !(double.TryParse(result.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0.1 and <= 3600))
            {
                result.AddError($"--interval takes seconds from 0.1 to 3600, not '{result.Tokens[0].Value}'.");
            }
        });
        return interval;
    }
}
