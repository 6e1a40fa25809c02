namespace FlexCore.Cli.Linting;

/// <summary>What <c>flexcore lint</c> found.</summary>
/// <param name="Valid">Whether the pipeline has no mistake.</param>
/// <param name="Findings">The mistakes in file order.</param>
internal sealed record LintReport(bool Valid, IReadOnlyList<LintFinding> Findings);
