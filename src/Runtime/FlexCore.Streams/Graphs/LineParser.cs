using FlexCore.Streams.Parsing;
using FlexCore.Streams.Records;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Graphs;

/// <summary>The parser of pipelines without a parse step: the record is its text, in the field <c>line</c>.</summary>
/// <param name="slot">The cell that takes the text, or -1 when nobody reads it.</param>
internal sealed class LineParser(int slot) : IRecordParser
{
    /// <summary>The only field.</summary>
    public const string Field = "line";

    /// <inheritdoc/>
    public void Begin(SourceChunk chunk)
    {
    }

    /// <inheritdoc/>
    public bool TryParse(SourceChunk chunk, int record, Span<Value> row, out RecordFailure failure)
    {
        failure = default;
        if (slot >= 0)
        {
            row[slot] = Value.Utf8(chunk.Buffer, chunk.Start(record), chunk.Length(record));
        }

        return true;
    }
}
