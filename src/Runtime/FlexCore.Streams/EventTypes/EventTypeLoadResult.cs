using FlexCore.Application.EventTypes;
using FlexCore.Streams.Definition;

namespace FlexCore.Streams.EventTypes;

/// <summary>What reading declarations gave: the types, or every mistake.</summary>
/// <param name="Types">The types in the order of the text; <see langword="null"/> when there are mistakes.</param>
/// <param name="Diagnostics">The mistakes in the order of the text.</param>
public sealed record EventTypeLoadResult(IReadOnlyList<EventType>? Types, IReadOnlyList<PipelineDiagnostic> Diagnostics);
