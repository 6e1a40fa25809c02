using FlexCore.Domain;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Application.Pipelines.Documents;

/// <summary>What checking a document found.</summary>
/// <param name="Valid">Whether it has no mistake.</param>
/// <param name="Name">The pipeline's name; <see langword="null"/> when it could not be read.</param>
/// <param name="Steps">Its steps; empty when there are mistakes.</param>
/// <param name="Findings">The mistakes in the order of the document.</param>
public sealed record DocumentReport(bool Valid, string? Name, ValueList<PipelineStep> Steps, IReadOnlyList<DocumentFinding> Findings);
