namespace FlexCore.Domain.Pipelines;

/// <summary>The file that a pipeline's graph is written in. The domain keeps it and does not look inside.</summary>
/// <param name="Text">YAML or JSON, at most 262,144 characters.</param>
/// <param name="Steps">What the text says, as steps; empty while a draft's text has mistakes.</param>
public sealed record PipelineDocument(string Text, ValueList<PipelineStep> Steps);
