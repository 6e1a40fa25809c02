using System.Text.Json;
using FlexCore.Api.Problems;

namespace FlexCore.Api.Ingest;

/// <summary>Says where JSON is broken. The parser's own sentence is left out: it speaks of the parser, and may quote anything.</summary>
internal static class JsonMistake
{
    /// <summary>The problem of a body.</summary>
    /// <param name="error">What the reader threw.</param>
    /// <param name="depthMax">How deep JSON may nest.</param>
    /// <param name="firstLine">Added to the reader's line number, for a reader that began on a later line.</param>
    /// <param name="firstColumn">Added to the column on the reader's first line.</param>
    /// <param name="record">The record, from 1, where it is known.</param>
    public static Problem Of(JsonException error, int depthMax, long firstLine = 0, long firstColumn = 0, int? record = null)
    {
        var line = (error.LineNumber ?? 0) + firstLine + 1;
        var column = (error.BytePositionInLine ?? 0) + (error.LineNumber is null or 0 ? firstColumn : 0) + 1;
        var where = record is { } number ? $"Record {number} (line {line}, column {column})" : $"The body (line {line}, column {column})";
        var deep = error.Message.Contains("maximum configured depth", StringComparison.Ordinal);
        var detail = deep ? $"{where} nests deeper than {depthMax} levels. Send it flatter." : $"{where} is not valid JSON. Correct it there; nothing of the request was taken.";
        return new Problem(ProblemCodes.MalformedJson, detail) { Line = line, Column = column, Record = record };
    }
}
