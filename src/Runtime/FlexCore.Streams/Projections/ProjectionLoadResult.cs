using FlexCore.Application.Projections;
using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Projections;

/// <summary>What reading a projection gave: the projection, or every mistake.</summary>
/// <param name="Projection">The projection; <see langword="null"/> when there are mistakes.</param>
/// <param name="Diagnostics">The mistakes in the order of the text.</param>
public sealed record ProjectionLoadResult(IProjection? Projection, IReadOnlyList<PipelineDiagnostic> Diagnostics);
