using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using FlexCore.Application.Events;
using FlexCore.Application.EventStreams;
using FlexCore.Application.Journal;

namespace FlexCore.Application.Retention;

/// <summary>Events that are taken away, as lines of NDJSON, and the hash over them. Pure. Sealed values stay sealed, so forgetting a person reaches archives, too.</summary>
public static class ArchiveLines
{
    private const byte LineFeed = (byte)'\n';
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The hash before the first event.</summary>
    public static ReadOnlyMemory<byte> NoHash { get; } = new byte[SHA256.HashSizeInBytes];

    /// <summary>An event as one line, line feed included.</summary>
    /// <param name="stored">The event.</param>
    public static byte[] LineOf(StoredEvent stored)
    {
        var buffer = new ArrayBufferWriter<byte>(256 + (stored?.Payload.Length ?? 0));
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            RecordedEventJson.Write(json, Read(stored ?? throw new ArgumentNullException(nameof(stored))));
        }

        // In valid JSON a raw line feed is space between tokens, as between the records of a topic.
        var line = new byte[buffer.WrittenCount + 1];
        var length = 0;
        foreach (var b in buffer.WrittenSpan)
        {
            if (b != LineFeed)
            {
                line[length++] = b;
            }
        }

        line[length++] = LineFeed;
        return line[..length];
    }

    /// <summary>The hash over all lines so far and one more.</summary>
    /// <param name="before">The hash so far.</param>
    /// <param name="line">The line.</param>
    public static byte[] Chain(ReadOnlySpan<byte> before, ReadOnlySpan<byte> line)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before);
        hash.AppendData(line);
        return hash.GetHashAndReset();
    }

    // One that this program cannot read is kept as it is stored.
    private static RecordedEvent Read(StoredEvent stored)
    {
        try
        {
            return RecordedEvent.Of(stored);
        }
        catch (UnknownEventException)
        {
            return new RecordedEvent(stored);
        }
    }
}
