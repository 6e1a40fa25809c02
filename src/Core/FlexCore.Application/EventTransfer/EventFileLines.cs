using System.Runtime.CompilerServices;

namespace FlexCore.Application.EventTransfer;

/// <summary>Takes a stream of bytes apart at line feeds. Holds one line and what was read behind it.</summary>
public static class EventFileLines
{
    private const int FirstBytes = 64 * 1024;

    /// <summary>Reads lines. One without an end is the last one.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>Each line without its line feed, and whether it had one; valid until the next is asked for.</returns>
    /// <exception cref="EventFileException">A line has more than 20 MiB.</exception>
    public static async IAsyncEnumerable<(ReadOnlyMemory<byte> Line, bool IsWhole)> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var buffer = new byte[FirstBytes];
        var (start, end, searched, number) = (0, 0, 0, 1L);
        while (true)
        {
            var at = buffer.AsSpan(start + searched, end - start - searched).IndexOf((byte)'\n');
            if (at >= 0)
            {
                var length = searched + at;
                yield return (buffer.AsMemory(start, length), true);
                (start, searched, number) = (start + length + 1, 0, number + 1);
                continue;
            }

            searched = end - start;
            if (searched > EventFileFormat.LineBytesMax)
            {
                throw new EventFileException(number, $"has more than {EventFileFormat.LineBytesMax} bytes: it is no line of an export.");
            }

            buffer = MakeRoom(buffer, ref start, ref end);
            var read = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            end += read;
        }

        if (end > start)
        {
            yield return (buffer.AsMemory(start, end - start), false);
        }
    }

    private static byte[] MakeRoom(byte[] buffer, ref int start, ref int end)
    {
        var length = end - start;
        var target = length > buffer.Length / 2 ? new byte[buffer.Length * 2] : buffer;
        Buffer.BlockCopy(buffer, start, target, 0, length);
        (start, end) = (0, length);
        return target;
    }
}
