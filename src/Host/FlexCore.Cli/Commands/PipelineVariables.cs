using System.CommandLine;
using System.CommandLine.Parsing;

namespace FlexCore.Cli.Commands;

/// <summary>The option <c>--set name=value</c>.</summary>
internal static class PipelineVariables
{
    /// <summary>Creates the option; it may be given several times.</summary>
    public static Option<Dictionary<string, string>> CreateOption() => new("--set")
    {
        Description = "Sets a ${variable} of the pipeline. May be given several times.",
        HelpName = "NAME=VALUE",
        AllowMultipleArgumentsPerToken = false,
        Arity = ArgumentArity.OneOrMore,
        CustomParser = Parse,
        DefaultValueFactory = _ => [],
    };

    private static Dictionary<string, string> Parse(ArgumentResult result)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var token in result.Tokens)
        {
            var separator = token.Value.IndexOf('=', StringComparison.Ordinal);
            if (separator < 1)
            {
                result.AddError($"--set takes NAME=VALUE, but got '{token.Value}'. Example: --set threshold=500");
                continue;
            }

            values[token.Value[..separator]] = token.Value[(separator + 1)..];
        }

        return values;
    }
}
