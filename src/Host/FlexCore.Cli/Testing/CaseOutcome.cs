using System.Text.Json.Serialization;

namespace FlexCore.Cli.Testing;

/// <summary>How one case went. The property names in camel case are the <c>--output json</c> contract.</summary>
/// <param name="File">The file of the case.</param>
/// <param name="Line">Where the case begins, from 1.</param>
/// <param name="Name">The case.</param>
/// <param name="Differences">What was not as expected; empty when the case passed.</param>
internal sealed record CaseOutcome(string File, int Line, string Name, IReadOnlyList<CaseDifference> Differences)
{
    /// <summary>Whether everything was as expected.</summary>
    [JsonPropertyOrder(-1)]
    public bool Passed => Differences.Count == 0;
}
