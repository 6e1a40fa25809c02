using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Schemas;

/// <summary>A mistake in a schema.</summary>
/// <param name="Code">One of <see cref="DiagnosticCodes"/>.</param>
/// <param name="Mark">Where it stands in the schema's text.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Suggestion">What to write instead, if something is likely.</param>
internal sealed record SchemaMistake(string Code, Mark Mark, string Message, string? Suggestion = null);
