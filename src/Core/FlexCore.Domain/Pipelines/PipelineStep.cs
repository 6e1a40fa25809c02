namespace FlexCore.Domain.Pipelines;

/// <summary>One step of a pipeline.</summary>
/// <param name="Id">Unique within the pipeline: 1 to 64 of <c>a-z 0-9 - _ .</c>, beginning with a letter or digit.</param>
/// <param name="Operator">What executes the step, for example <c>filter</c> or <c>script</c>: same alphabet as <paramref name="Id"/>.</param>
/// <param name="Definition">The operator's settings as JSON text. The domain keeps it and does not look inside.</param>
/// <param name="DependsOn">The ids of the steps that must have finished first.</param>
public sealed record PipelineStep(string Id, string Operator, string Definition, ValueList<string> DependsOn);
