namespace FlexCore.Streams.Definition.Loading;

/// <summary>A pipeline that was read, or the mistakes that prevented it.</summary>
/// <param name="Definition">The pipeline, or <see langword="null"/> when there are mistakes.</param>
/// <param name="Diagnostics">The mistakes in the order of the file.</param>
public sealed record PipelineLoadResult(PipelineDefinition? Definition, IReadOnlyList<PipelineDiagnostic> Diagnostics);
