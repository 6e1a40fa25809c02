using FlexCore.Streams.Json;
using FlexCore.Streams.Records;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Parsing;

/// <summary>Parses records that are one JSON object each (NDJSON).</summary>
/// <remarks>
/// The whole text is checked, but only the wanted fields are built: text stays where it lies, lists and objects that nobody reads are
/// never made. Of a field that occurs twice the last one counts, as in <c>JSON.parse</c>.
/// </remarks>
internal sealed class JsonRecordParser : IRecordParser
{
    private readonly JsonProjection _projection;
    private readonly int _originSlot;
    private readonly TextArena _arena = new();

    /// <summary>Creates a parser.</summary>
    /// <param name="target">The wanted fields; the origin is the record's own text.</param>
    public JsonRecordParser(ParseTarget target)
    {
        _projection = JsonProjection.Build(target.Fields.Select(field => ProjectedField.Top(field.Name, field.Slot)));
        _originSlot = target.OriginSlot;
    }

    /// <inheritdoc/>
    public void Begin(SourceChunk chunk)
    {
    }

    /// <inheritdoc/>
    public bool TryParse(SourceChunk chunk, int record, Span<Value> row, out RecordFailure failure)
    {
        var start = chunk.Start(record);
        var length = chunk.Length(record);
        var cursor = new JsonCursor(chunk.Buffer, start, length, _arena);
        if (!cursor.ReadRecord(_projection, row))
        {
            failure = cursor.Failure.ToRecordFailure("invalid-json");
            return false;
        }

        if (_originSlot != RecordLayout.NoOrigin)
        {
            row[_originSlot] = Value.Utf8(chunk.Buffer, start, length);
        }

        failure = default;
        return true;
    }
}
