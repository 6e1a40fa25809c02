using System.Collections.Immutable;
using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Parsing;

/// <summary>How CSV records look.</summary>
/// <param name="Delimiter">The byte between fields.</param>
/// <param name="Columns">The columns in order, or <see langword="null"/> when each input's header names them.</param>
/// <param name="Types">The types of columns that are not text.</param>
internal sealed record CsvFormat(byte Delimiter, ImmutableArray<string>? Columns, IReadOnlyDictionary<string, FieldKind> Types);
