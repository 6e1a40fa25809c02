using System.CommandLine;
using System.Globalization;

namespace FlexCore.Cli.Online;

/// <summary>How many results a command that follows something shows before it ends.</summary>
internal static class CountOption
{
    /// <summary>Creates the option.</summary>
    /// <param name="description">What is counted, as a sentence.</param>
    public static Option<int> Create(string description)
    {
        var option = new Option<int>("--count", "-n") { Description = $"{description} Default: 0, which means never.", HelpName = "N" };
        option.Validators.Add(result =>
        {
            // A count below zero would never be reached, so the command would follow for ever.
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) && count < 0)
            {
                result.AddError($"--count takes a whole number from 0, not '{result.Tokens[0].Value}'.");
            }
        });
        return option;
    }
}
