namespace FlexCore.Cli.Commands;

/// <summary>What <c>flexcore lint</c> was asked to do, as typed.</summary>
/// <param name="Pipeline">The pipeline file.</param>
/// <param name="Variables">Values of <c>${variables}</c>.</param>
/// <param name="Json">Whether the findings are one JSON object on stdout.</param>
internal sealed record LintArguments(string Pipeline, IReadOnlyDictionary<string, string> Variables, bool Json);
