using FlexCore.Streams.Records;

namespace FlexCore.Streams.Parsing;

/// <summary>Which fields a parser has to deliver, and into which cells: only what later steps read.</summary>
/// <param name="Fields">The needed fields.</param>
/// <param name="OriginSlot">
/// The cell that takes the whole record as one JSON object's UTF-8 text, or <see cref="RecordLayout.NoOrigin"/>. JSON records hand over their slice; other
/// open formats (CSV with a header unknown until the data is read) write the object.
/// </param>
internal sealed record ParseTarget(IReadOnlyList<FieldSlot> Fields, int OriginSlot);
