namespace FlexCore.Streams.Cases;

/// <summary>The cases of one file.</summary>
/// <param name="Pipeline">The pipeline file that they are about, relative to this file; <see langword="null"/> when nothing is said or the file is the pipeline itself.</param>
/// <param name="IsPipeline">Whether the file is a pipeline that carries its cases under <c>tests</c>.</param>
/// <param name="Cases">The cases in the order of the file.</param>
public sealed record CaseFile(string? Pipeline, bool IsPipeline, IReadOnlyList<PipelineCase> Cases);
