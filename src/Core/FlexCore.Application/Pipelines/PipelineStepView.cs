namespace FlexCore.Application.Pipelines;

/// <summary>A step of a pipeline as people see it.</summary>
/// <param name="Id">Unique within the pipeline.</param>
/// <param name="Operator">What executes it.</param>
/// <param name="Definition">Its settings as JSON text.</param>
/// <param name="DependsOn">The steps it takes records from.</param>
public sealed record PipelineStepView(string Id, string Operator, string Definition, IReadOnlyList<string> DependsOn);
