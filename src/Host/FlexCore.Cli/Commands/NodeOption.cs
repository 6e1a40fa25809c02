using System.CommandLine;
using FlexCore.Client.Settings;

namespace FlexCore.Cli.Commands;

/// <summary>The option <c>--node URL,…</c>, the same on every command that talks to a node.</summary>
internal static class NodeOption
{
    /// <summary>The variable that names the node when the option does not.</summary>
    public const string Variable = "FLEXCORE_NODE";

    /// <summary>Where a node listens when nobody says otherwise.</summary>
    public const string Default = "http://127.0.0.1:8080";

    /// <summary>Creates the option.</summary>
    public static Option<Uri[]> Create() => new("--node")
    {
        Description = $"The node's URL, or those of several nodes of one cluster with commas between them: the next is asked when one fails. Default: the variable {Variable}, else {Default}.",
        HelpName = "URL",
        DefaultValueFactory = result => Parse(result, Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } urls ? urls : Default),
        CustomParser = result => Parse(result, string.Join(',', result.Tokens.Select(token => token.Value))),
    };

    /// <summary>Creates the option for a command that runs here without it; the variable does not count.</summary>
    public static Option<Uri[]?> CreateOptional() => new("--node")
    {
        Description = "Submit the run to the node at this URL and follow it, instead of running it here. Several nodes of one cluster have commas between them.",
        HelpName = "URL",
        CustomParser = result => Parse(result, string.Join(',', result.Tokens.Select(token => token.Value))),
    };

    private static Uri[] Parse(System.CommandLine.Parsing.ArgumentResult result, string text)
    {
        var urls = new List<Uri>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (Uri.TryCreate(part, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https"))
            {
                urls.Add(url);
            }
            else
            {
                result.AddError($"The node's URL is '{part}'; write one such as {Default}. It comes from --node or {Variable}.");
            }
        }

        if (urls.Count > FlexCoreClientOptions.ContactPointsMax)
        {
            result.AddError($"--node names {urls.Count} nodes; name at most {FlexCoreClientOptions.ContactPointsMax}: the others are learned from them.");
        }

        return urls.Count == 0 ? [new Uri(Default)] : [.. urls];
    }
}
