using System.CommandLine;
using System.Globalization;

namespace FlexCore.Cli.Online;

/// <summary>Names one partition of a spread stream.</summary>
internal static class PartitionOption
{
    /// <summary>Creates the option.</summary>
    /// <param name="description">What it chooses, and what holds without it.</param>
    public static Option<int?> Create(string description)
    {
        var option = new Option<int?>("--partition", "-p") { Description = description, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                result.AddError($"--partition takes a whole number from 0, not '{result.Tokens[0].Value}'.");
            }
        });
        return option;
    }
}
