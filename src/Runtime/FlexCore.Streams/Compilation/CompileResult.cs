using FlexCore.Streams.Definition;
using FlexCore.Streams.Graphs;

namespace FlexCore.Streams.Compilation;

/// <summary>A runnable graph, or the mistakes that prevented it.</summary>
/// <param name="Graph">The graph, or <see langword="null"/> when there are mistakes.</param>
/// <param name="Diagnostics">The mistakes in the order of the file.</param>
public sealed record CompileResult(StreamGraph? Graph, IReadOnlyList<PipelineDiagnostic> Diagnostics);
