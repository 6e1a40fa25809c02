namespace FlexCore.Cli.Testing;

/// <summary>How all cases went. The property names in camel case are the <c>--output json</c> contract.</summary>
/// <param name="Passed">How many passed.</param>
/// <param name="Failed">How many failed.</param>
/// <param name="Cases">The cases in the order in which they ran.</param>
internal sealed record TestReport(int Passed, int Failed, IReadOnlyList<CaseOutcome> Cases);
