using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using FlexCore.Domain.EventTopics;

namespace FlexCore.Application.EventTopics;

/// <summary>
/// The bytes of <c>event-topic.records-appended</c>: one JSON object whose last member is an array with one record on each line, so that a
/// reader finds the records by line feeds and never scans JSON.
/// </summary>
internal static class RecordsPayload
{
    private const byte LineFeed = (byte)'\n';
    private const byte Comma = (byte)',';

    // Four numbers of at most 20 digits each, and the longest producer's name.
    private const int HeadLengthMax = 200 + EventTopicLimits.ProducerLengthMax;

    private static ReadOnlySpan<byte> Tail => "]}"u8;

    public static byte[] Encode(EventTopicEvent.RecordsAppended @event)
    {
        Span<byte> head = stackalloc byte[HeadLengthMax];
        var headLength = WriteHead(head, @event);
        var lines = @event.Lines.Span;
        var payload = new byte[headLength + lines.Length + @event.Count - 1 + Tail.Length];
        head[..headLength].CopyTo(payload);
        var written = headLength;

        // Every line but the last gets the comma that an array needs.
        for (var left = @event.Count - 1; left > 0; left--)
        {
            var length = lines.IndexOf(LineFeed);
            lines[..length].CopyTo(payload.AsSpan(written));
            written += length;
            payload[written++] = Comma;
            payload[written++] = LineFeed;
            lines = lines[(length + 1)..];
        }

        lines.CopyTo(payload.AsSpan(written));
        Tail.CopyTo(payload.AsSpan(written + lines.Length));
        return payload;
    }

    /// <exception cref="JsonException">The payload is not what <see cref="Encode"/> writes.</exception>
    public static EventTopicEvent.RecordsAppended Decode(ReadOnlyMemory<byte> payload)
    {
        var head = RecordsHead.Read(payload.Span);
        var body = payload[head.Length..];
        if (body.Length < Tail.Length + 2 || body.Span[0] != LineFeed || !body.Span.EndsWith(Tail))
        {
            throw new JsonException("The records are not on lines of their own");
        }

        return new EventTopicEvent.RecordsAppended(head.First, head.Offset, head.Count, Lines(body[1..^Tail.Length], head.Count), head.Producer);
    }

    private static ReadOnlyMemory<byte> Lines(ReadOnlyMemory<byte> stored, int count)
    {
        if (count == 1 && stored.Length > 1 && stored.Span.IndexOf(LineFeed) == stored.Length - 1)
        {
            return stored;
        }

        var rest = stored.Span;
        var lines = new byte[Math.Max(0, stored.Length - count + 1)];
        var written = 0;
        for (var left = count; left > 0; left--)
        {
            var end = rest.IndexOf(LineFeed);
            var length = left > 1 ? end - 1 : end;
            if (length < 1 || (left > 1 && rest[length] != Comma) || written + length >= lines.Length)
            {
                throw new JsonException($"There are not {count} records on lines of their own");
            }

            rest[..length].CopyTo(lines.AsSpan(written));
            written += length;
            lines[written++] = LineFeed;
            rest = rest[(end + 1)..];
        }

        return rest.IsEmpty ? lines : throw new JsonException($"There are more than {count} records");
    }

    private static int WriteHead(Span<byte> head, EventTopicEvent.RecordsAppended @event)
    {
        var written = Write(head, 0, "{\"first\":"u8, @event.First);
        written = Write(head, written, ",\"offset\":"u8, @event.Offset);
        written = Write(head, written, ",\"count\":"u8, @event.Count);
        if (@event.Producer is { } producer)
        {
            // The alphabet of producers needs no escapes.
            written = Copy(head, written, ",\"producer\":{\"producer\":\""u8);
            written += Encoding.UTF8.GetBytes(producer.Producer, head[written..]);
            written = Write(head, written, "\",\"row\":"u8, producer.Row);
            written = Copy(head, written, "}"u8);
        }

        return Copy(head, written, ",\"records\":[\n"u8);
    }

    private static int Write(Span<byte> target, int at, ReadOnlySpan<byte> name, long number)
    {
        at = Copy(target, at, name);
        return Utf8Formatter.TryFormat(number, target[at..], out var digits)
            ? at + digits
            : throw new InvalidOperationException("The head of stored records is longer than its bound.");
    }

    private static int Copy(Span<byte> target, int at, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(target[at..]);
        return at + bytes.Length;
    }
}
