using System.Text;
using FlexCore.Streams.Parsing;
using FlexCore.Streams.Records;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Parsing;

/// <summary>Feeds text to parsers the way sources do.</summary>
internal static class Chunks
{
    public static SourceChunk Of(byte[] bytes, byte[]? header = null)
    {
        // Bytes around the record show whether a parser looks outside of its slice.
        byte[] buffer = [(byte)'"', .. bytes, (byte)'"', (byte)'9'];
        return new SourceChunk(buffer, [1], [bytes.Length], 1) { SourceName = "test", Header = header ?? [] };
    }

    public static SourceChunk Of(string text, string? header = null) =>
        Of(Encoding.UTF8.GetBytes(text), header is null ? null : Encoding.UTF8.GetBytes(header));

    public static ParseTarget Target(params string[] fields) =>
        new([.. fields.Select((name, slot) => new FieldSlot(name, slot))], RecordLayout.NoOrigin);

    public static ParseTarget OpenTarget(params string[] fields) =>
        new([.. fields.Select((name, slot) => new FieldSlot(name, slot))], fields.Length);

    public static bool TryParse(IRecordParser parser, SourceChunk chunk, int width, out Value[] row, out RecordFailure failure)
    {
        row = new Value[width];
        parser.Begin(chunk);
        return parser.TryParse(chunk, 0, row, out failure);
    }

    public static Value[] Parse(IRecordParser parser, string text, int width, string? header = null)
    {
        TryParse(parser, Of(text, header), width, out var row, out var failure).ShouldBeTrue($"{text}: {failure.Detail}");
        return row;
    }

    public static RecordFailure Fault(IRecordParser parser, string text, int width, string? header = null)
    {
        TryParse(parser, Of(text, header), width, out _, out var failure).ShouldBeFalse(text);
        return failure;
    }
}
