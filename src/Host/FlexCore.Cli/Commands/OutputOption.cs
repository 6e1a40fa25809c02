using System.CommandLine;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Commands;

/// <summary>The option <c>--output table|json</c>, the same on every command that lists something.</summary>
internal static class OutputOption
{
    /// <summary>Creates the option.</summary>
    public static Option<OutputFormat> Create()
    {
        var option = new Option<OutputFormat>("--output", "-o")
        {
            Description = "How to write the result: table for people, json for scripts.",
            HelpName = "table|json",
            DefaultValueFactory = _ => OutputFormat.Table,
            CustomParser = result => result.Tokens switch
            {
                [{ Value: "table" }] => OutputFormat.Table,
                [{ Value: "json" }] => OutputFormat.Json,
                var tokens => Refuse(result, tokens[0].Value),
            },
        };
        option.CompletionSources.Add("table", "json");
        return option;
    }

    private static OutputFormat Refuse(System.CommandLine.Parsing.ArgumentResult result, string value)
    {
        result.AddError($"--output takes table or json, not '{value}'.");
        return OutputFormat.Table;
    }
}
