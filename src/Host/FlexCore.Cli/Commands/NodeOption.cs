using System.CommandLine;

namespace FlexCore.Cli.Commands;

/// <summary>The option <c>--node URL</c>, the same on every command that talks to a node.</summary>
internal static class NodeOption
{
    /// <summary>The variable that names the node when the option does not.</summary>
    public const string Variable = "FLEXCORE_NODE";

    /// <summary>Where a node listens when nobody says otherwise.</summary>
    public const string Default = "http://127.0.0.1:8080";

    /// <summary>Creates the option.</summary>
    public static Option<Uri> Create() => new("--node")
    {
        Description = $"The node's URL. Default: the variable {Variable}, else {Default}.",
        HelpName = "URL",
        DefaultValueFactory = result => Parse(result, Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } url ? url : Default),
        CustomParser = result => Parse(result, result.Tokens[0].Value),
    };

    /// <summary>Creates the option for a command that runs here without it; the variable does not count.</summary>
    public static Option<Uri?> CreateOptional() => new("--node")
    {
        Description = "Submit the run to the node at this URL and follow it, instead of running it here.",
        HelpName = "URL",
        CustomParser = result => Parse(result, result.Tokens[0].Value),
    };

    private static Uri Parse(System.CommandLine.Parsing.ArgumentResult result, string text)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https"))
        {
            return url;
        }

        result.AddError($"The node's URL is '{text}'; write one such as {Default}. It comes from --node or {Variable}.");
        return new Uri(Default);
    }
}
