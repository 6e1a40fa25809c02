using System.Buffers;
using System.Text;
using FlexCore.Streams.State;

namespace FlexCore.Streams.Sources.Poll;

/// <summary>Which page a poll asks for next.</summary>
/// <param name="Page">The page's number within the poll, from 0.</param>
/// <param name="Url">The address of the next page where an answer named it; <see langword="null"/> for the pipeline's own.</param>
/// <param name="Cursor">The place that an answer gave, if any.</param>
/// <param name="ETag">The validator of the last complete poll, if it had one.</param>
/// <param name="LastModified">The date of the last complete poll, if it had one.</param>
internal sealed record PollPosition(long Page, string? Url, string? Cursor, string? ETag, string? LastModified) : SourcePosition
{
    private const byte Version = 1;

    /// <summary>The first page of the first poll.</summary>
    public static PollPosition Start => new(0, null, null, null, null);

    /// <summary>Validators that count once the poll they belong to is complete.</summary>
    public (string? ETag, string? LastModified) Pending { get; init; }

    /// <summary>Whether a poll is complete.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Records read so far: numbers them in messages.</summary>
    public long Records { get; init; }

    /// <summary>Bytes of records read so far.</summary>
    public long BytesIn { get; init; }

    /// <summary>Writes the position.</summary>
    /// <param name="output">Takes the bytes.</param>
    public void Write(IBufferWriter<byte> output)
    {
        var writer = new StateWriter(output);
        writer.Byte(Version);
        writer.Byte(IsComplete ? (byte)1 : (byte)0);
        writer.Integer(Page);
        writer.Integer(Records);
        writer.Integer(BytesIn);
        foreach (var text in new[] { Url, Cursor, ETag, LastModified, Pending.ETag, Pending.LastModified })
        {
            writer.Byte(text is null ? (byte)0 : (byte)1);
            writer.Bytes(Encoding.UTF8.GetBytes(text ?? string.Empty));
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="bytes">The bytes.</param>
    public static PollPosition Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new StateReader(bytes);
        reader.Version("position of a poll", Version);
        var isComplete = reader.Byte() == 1;
        var (page, records, bytesIn) = (reader.Integer(), reader.Integer(), reader.Integer());
        var position = new PollPosition(page, Text(ref reader), Text(ref reader), Text(ref reader), Text(ref reader))
        {
            Pending = (Text(ref reader), Text(ref reader)),
            IsComplete = isComplete,
            Records = records,
            BytesIn = bytesIn,
        };
        reader.End();
        return position;
    }

    private static string? Text(ref StateReader reader)
    {
        var isThere = reader.Byte() == 1;
        var text = Encoding.UTF8.GetString(reader.Bytes());
        return isThere ? text : null;
    }
}
