using System.Text.RegularExpressions;

namespace FlexCore.Hosting.Documents;

/// <summary>Finds the name in a document that has mistakes elsewhere, so that a draft of it can be kept.</summary>
internal static partial class DocumentName
{
    /// <summary>The name, or null when there is none that could be a pipeline's.</summary>
    public static string? Find(string document) => Name().Match(document) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex("""^\s*\{?\s*"?name"?\s*:\s*"?([a-z0-9][a-z0-9_.-]{0,99})"?\s*(?:,|#|\r?$)""", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name();
}
