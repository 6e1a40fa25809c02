using FlexCore.Application.Pipelines.Documents;

namespace FlexCore.Api.V1;

/// <summary>What checking a document found.</summary>
/// <param name="Valid">Whether it has no mistake.</param>
/// <param name="Name">The pipeline's name, when it could be read.</param>
/// <param name="Steps">Its steps; empty when there are mistakes.</param>
/// <param name="Findings">The mistakes in the order of the document.</param>
internal sealed record LintAnswer(bool Valid, string? Name, IReadOnlyList<StepLine> Steps, IReadOnlyList<DocumentFinding> Findings)
{
    /// <summary>The answer of a report.</summary>
    /// <param name="report">What was found.</param>
    public static LintAnswer Of(DocumentReport report) => new(
        report.Valid,
        report.Name,
        [.. report.Steps.Select(step => new StepLine(step.Id, step.Operator, step.Definition, [.. step.DependsOn]))],
        report.Findings);
}
