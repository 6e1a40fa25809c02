namespace FlexCore.Domain.EventTopics;

/// <summary>Cuts NDJSON at line feeds. Pure.</summary>
internal static class EventTopicLines
{
    private const byte LineFeed = (byte)'\n';

    /// <summary>Why these bytes are not the stated number of records, or null.</summary>
    public static Refusal? Check(ReadOnlySpan<byte> lines, int count)
    {
        if (count < 1 || lines.IsEmpty)
        {
            return EventTopicRefusals.NoRecords();
        }

        if (count > EventTopicLimits.AppendRecordsMax || lines.Length > EventTopicLimits.AppendBytesMax)
        {
            return count > EventTopicLimits.AppendRecordsMax ? EventTopicRefusals.TooManyRecords(count) : EventTopicRefusals.TooManyBytes(lines.Length);
        }

        if (lines[^1] != LineFeed)
        {
            return EventTopicRefusals.NoEnd();
        }

        var found = 0;
        while (!lines.IsEmpty)
        {
            var length = lines.IndexOf(LineFeed);
            if (length == 0 || length > EventTopicLimits.RecordBytesMax)
            {
                return length == 0 ? EventTopicRefusals.EmptyLine(found) : EventTopicRefusals.RecordTooLarge(length);
            }

            found++;
            lines = lines[(length + 1)..];
        }

        return found == count ? null : EventTopicRefusals.WrongCount(count, found);
    }

    /// <summary>The bytes without the first lines.</summary>
    public static ReadOnlyMemory<byte> Skip(ReadOnlyMemory<byte> lines, int count)
    {
        for (; count > 0; count--)
        {
            lines = lines[(lines.Span.IndexOf(LineFeed) + 1)..];
        }

        return lines;
    }

    /// <summary>The first lines that have about so many bytes together; at least one.</summary>
    /// <param name="lines">At least one line.</param>
    /// <param name="count">How many lines there are.</param>
    /// <param name="bytesMax">Where to cut.</param>
    public static (ReadOnlyMemory<byte> Lines, int Count) Take(ReadOnlyMemory<byte> lines, int count, int bytesMax)
    {
        var span = lines.Span;
        if (span.Length <= bytesMax)
        {
            return (lines, count);
        }

        var end = 0;
        var taken = 0;
        do
        {
            var next = end + span[end..].IndexOf(LineFeed) + 1;
            if (taken > 0 && next > bytesMax)
            {
                break;
            }

            end = next;
            taken++;
        }
        while (end < span.Length);
        return (lines[..end], taken);
    }
}
