using System.Text;
using System.Text.Unicode;
using FlexCore.Streams.Records;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Graphs;

/// <summary>The rows that go to the dead-letter sink.</summary>
/// <remarks>
/// Fields: <c>reason</c> (stable code), <c>detail</c> (words), <c>step</c> (number and kind, or <c>source</c>), <c>source</c> (input), <c>position</c> (first byte
/// in the decompressed input), <c>line</c>, <c>record</c> (original text). A record that is not valid UTF-8 has its broken bytes replaced, and all bytes in
/// <c>recordBase64</c>. A row made by a window, group, batch or sort step has no place in the source; its <c>record</c> is the row as JSON.
/// </remarks>
internal static class DeadLetterRows
{
    private const int Reason = 0;
    private const int Detail = 1;
    private const int Step = 2;
    private const int SourceName = 3;
    private const int Position = 4;
    private const int Line = 5;
    private const int Record = 6;
    private const int RecordBytes = 7;

    /// <summary>The number of cells of a row.</summary>
    public const int Width = 8;

    /// <summary>The layout of the rows.</summary>
    public static RecordLayout Layout { get; } = new(
    [
        new FieldSlot("reason", Reason),
        new FieldSlot("detail", Detail),
        new FieldSlot("step", Step),
        new FieldSlot("source", SourceName),
        new FieldSlot("position", Position),
        new FieldSlot("line", Line),
        new FieldSlot("record", Record),
        new FieldSlot("recordBase64", RecordBytes),
    ]);

    /// <summary>Writes a dead letter.</summary>
    /// <param name="row">The row's cells.</param>
    /// <param name="failure">Why the record failed.</param>
    /// <param name="step">The step's name.</param>
    public static void Fill(Span<Value> row, RecordFailure failure, string step)
    {
        row[Reason] = Value.String(failure.Reason);
        row[Detail] = Value.String(failure.Detail);
        row[Step] = Value.String(step);
        row[SourceName] = Value.Null;
        row[Position] = Value.Null;
        row[Line] = Value.Null;
        row[Record] = Value.Null;
    }

    /// <summary>Adds the text of a row that has no place in the source.</summary>
    /// <param name="row">The row's cells.</param>
    /// <param name="text">The text.</param>
    public static void AddText(Span<Value> row, string text) => row[Record] = Value.String(text);

    /// <summary>Adds the record's place and text.</summary>
    /// <param name="row">The row's cells.</param>
    /// <param name="chunk">The chunk.</param>
    /// <param name="record">The record's index.</param>
    public static void AddOrigin(Span<Value> row, SourceChunk chunk, int record)
    {
        var position = chunk.PositionOf(record);
        row[SourceName] = Value.String(position.Source);
        row[Position] = Value.Number(position.Offset);
        row[Line] = Value.Number(position.Line);
        var bytes = chunk.Span(record);
        row[Record] = Value.String(Encoding.UTF8.GetString(bytes));
        row[RecordBytes] = Utf8.IsValid(bytes) ? Value.Undefined : Value.String(Convert.ToBase64String(bytes));
    }
}
