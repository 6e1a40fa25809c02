using System.Text.Json;

namespace FlexCore.Api.Ingest;

/// <summary>Frames a body of one JSON value per line. Blank lines are left out, carriage returns and blanks around a value are cut.</summary>
internal static class NdjsonFrame
{
    /// <summary>Checks every line and closes the gaps.</summary>
    /// <param name="buffer">The body and one spare byte.</param>
    /// <param name="start">Where the body begins.</param>
    /// <param name="length">Where it ends.</param>
    /// <param name="limits">The bounds of records.</param>
    public static FramedRecords Frame(Span<byte> buffer, int start, int length, IngestLimits limits)
    {
        var (read, write, count, line) = (start, 0, 0, 0);
        while (read < length)
        {
            var rest = buffer[read..length];
            var end = rest.IndexOf((byte)'\n');
            var size = end < 0 ? rest.Length : end;
            var begin = read;
            var (from, to) = Trim(rest[..size]);
            read += size + 1;
            line++;
            if (from == to)
            {
                continue;
            }

            count++;
            if (to - from > limits.RecordBytesMax)
            {
                return RecordFramer.TooLarge(count, to - from, limits);
            }

            if (count > limits.RecordsMax)
            {
                return RecordFramer.TooMany(limits);
            }

            var value = rest[from..to];
            if (Check(value, limits.DepthMax) is { } error)
            {
                return RecordFramer.Refused(JsonMistake.Of(error, limits.DepthMax, line - 1, from, count));
            }

            if (begin + from != write)
            {
                value.CopyTo(buffer[write..]);
            }

            write += to - from;
            buffer[write++] = (byte)'\n';
        }

        return count == 0 ? RecordFramer.None() : new FramedRecords(write, count, null);
    }

    private static (int From, int To) Trim(ReadOnlySpan<byte> line)
    {
        var (from, to) = (0, line.Length);
        while (from < to && line[from] is (byte)' ' or (byte)'\t' or (byte)'\r')
        {
            from++;
        }

        while (to > from && line[to - 1] is (byte)' ' or (byte)'\t' or (byte)'\r')
        {
            to--;
        }

        return (from, to);
    }

    private static JsonException? Check(ReadOnlySpan<byte> value, int depthMax)
    {
        var reader = new Utf8JsonReader(value, new JsonReaderOptions { MaxDepth = depthMax });
        try
        {
            while (reader.Read())
            {
                // Reading is the check.
            }

            return null;
        }
        catch (JsonException error)
        {
            return error;
        }
    }
}
