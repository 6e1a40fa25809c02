using System.Text.Json;

namespace FlexCore.Api.Ingest;

/// <summary>Frames a body that is one JSON value, or an array whose elements are the records.</summary>
internal static class JsonFrame
{
    /// <summary>Checks the value and writes its records as lines.</summary>
    /// <param name="buffer">The body and one spare byte.</param>
    /// <param name="start">Where the body begins.</param>
    /// <param name="length">Where it ends.</param>
    /// <param name="limits">The bounds of records.</param>
    /// <exception cref="JsonException">The body is not one JSON value.</exception>
    public static FramedRecords Frame(Span<byte> buffer, int start, int length, IngestLimits limits)
    {
        var body = buffer[start..length];
        var first = body.IndexOfAnyExcept(" \t\r\n"u8);
        if (first < 0)
        {
            return RecordFramer.None();
        }

        return body[first] == (byte)'[' ? FrameArray(buffer, start, length, limits) : FrameValue(buffer, start, length, limits);
    }

    private static FramedRecords FrameValue(Span<byte> buffer, int start, int length, IngestLimits limits)
    {
        var body = buffer[start..length];
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = limits.DepthMax });
        reader.Read();
        var from = (int)reader.TokenStartIndex;
        reader.Skip();
        var to = (int)reader.BytesConsumed;
        reader.Read();
        if (to - from > limits.RecordBytesMax)
        {
            return RecordFramer.TooLarge(1, to - from, limits);
        }

        return new FramedRecords(WriteLine(buffer, 0, body[from..to]), 1, null);
    }

    // The array is one level of nesting that the records do not have; the bound counts from the record.
    private static FramedRecords FrameArray(Span<byte> buffer, int start, int length, IngestLimits limits)
    {
        var body = buffer[start..length];
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = limits.DepthMax + 1 });
        var (write, count) = (0, 0);
        var recordStart = 0;
        try
        {
            reader.Read();
            while (reader.Read() && reader.CurrentDepth > 0)
            {
                recordStart = (int)reader.TokenStartIndex;
                reader.Skip();
                var size = (int)reader.BytesConsumed - recordStart;
                count++;
                if (size > limits.RecordBytesMax)
                {
                    return RecordFramer.TooLarge(count, size, limits);
                }

                if (count > limits.RecordsMax)
                {
                    return RecordFramer.TooMany(limits);
                }

                // Behind the first bracket every record has a comma or bracket that its line feed may take: writing never passes reading.
                write = WriteLine(buffer, write, body.Slice(recordStart, size));
            }

            reader.Read();
        }
        catch (JsonException error)
        {
            return RecordFramer.Refused(JsonMistake.Of(error, limits.DepthMax, record: count + 1));
        }

        return count == 0 ? RecordFramer.None() : new FramedRecords(write, count, null);
    }

    // Raw line feeds are only valid outside strings, where a blank means the same.
    private static int WriteLine(Span<byte> buffer, int at, ReadOnlySpan<byte> value)
    {
        var line = buffer.Slice(at, value.Length);
        value.CopyTo(line);
        line.ReplaceAny(LineBreaks, (byte)' ');
        buffer[at + value.Length] = (byte)'\n';
        return at + value.Length + 1;
    }

    private static readonly System.Buffers.SearchValues<byte> LineBreaks = System.Buffers.SearchValues.Create("\r\n"u8);
}
