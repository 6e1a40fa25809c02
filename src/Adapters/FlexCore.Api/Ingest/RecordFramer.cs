using System.Text.Json;
using System.Text.Unicode;
using FlexCore.Api.Problems;

namespace FlexCore.Api.Ingest;

/// <summary>
/// Turns a body into compact NDJSON in place: each record checked, on one line, followed by one line feed. No document tree and no second buffer:
/// what is written is never longer than what was read, except for one last line feed.
/// </summary>
internal static class RecordFramer
{
    private static ReadOnlySpan<byte> Bom => [0xEF, 0xBB, 0xBF];

    /// <summary>Checks and frames a body.</summary>
    /// <param name="bytes">The body; rewritten from its start.</param>
    /// <param name="format">How it holds its records.</param>
    /// <param name="limits">The bounds of records.</param>
    /// <returns>The frame, or the first mistake with its line, column and record.</returns>
    public static FramedRecords Frame(PooledBytes bytes, BodyFormat format, IngestLimits limits)
    {
        bytes.Reserve(1);
        var length = bytes.Length;
        bytes.Length = length + 1;
        var buffer = bytes.Span;
        var body = buffer[..length];
        var start = body.StartsWith(Bom) ? Bom.Length : 0;
        if (!Utf8.IsValid(body))
        {
            return Refused(new Problem(ProblemCodes.NotUtf8, "The body is not valid UTF-8. Send JSON as UTF-8."));
        }

        try
        {
            return format == BodyFormat.Ndjson
                ? NdjsonFrame.Frame(buffer, start, length, limits)
                : JsonFrame.Frame(buffer, start, length, limits);
        }
        catch (JsonException error)
        {
            return Refused(JsonMistake.Of(error, limits.DepthMax));
        }
    }

    /// <summary>A frame that was refused.</summary>
    /// <param name="problem">Why.</param>
    public static FramedRecords Refused(Problem problem) => new(0, 0, problem);

    /// <summary>A record is larger than the bound.</summary>
    /// <param name="record">Its number, from 1.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <param name="limits">The bounds.</param>
    public static FramedRecords TooLarge(int record, int size, IngestLimits limits) => Refused(
        new Problem(ProblemCodes.RecordTooLarge, $"Record {record} has {size} bytes; at most {limits.RecordBytesMax} are taken. Send it smaller, or raise flexcore.api.record-bytes-max.")
        {
            Record = record,
        });

    /// <summary>The body has more records than the bound.</summary>
    /// <param name="limits">The bounds.</param>
    public static FramedRecords TooMany(IngestLimits limits) => Refused(
        new Problem(ProblemCodes.TooManyRecords, $"The body has more than {limits.RecordsMax} records. Send them in several requests."));

    /// <summary>The body has no record.</summary>
    public static FramedRecords None() => Refused(new Problem(ProblemCodes.NoRecords, "The body has no record. Send at least one JSON value."));
}
