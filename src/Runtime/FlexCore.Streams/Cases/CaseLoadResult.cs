using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Cases;

/// <summary>A file of cases that was read, or the mistakes that prevented it.</summary>
/// <param name="File">The cases, or <see langword="null"/> when there are mistakes.</param>
/// <param name="Diagnostics">The mistakes in the order of the file.</param>
public sealed record CaseLoadResult(CaseFile? File, IReadOnlyList<PipelineDiagnostic> Diagnostics);
