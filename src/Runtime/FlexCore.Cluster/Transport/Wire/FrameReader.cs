using System.Buffers.Binary;

namespace FlexCore.Cluster.Transport.Wire;

/// <summary>Cuts a stream of bytes into frames and checks them.</summary>
/// <remarks>Used by one task at a time. Its memory is one read, or the largest frame that is not complete; it shrinks again.</remarks>
internal sealed class FrameReader(Stream stream, int frameBytesMax)
{
    private const int UsualCapacity = 128 * 1024;
    private byte[] _bytes = new byte[UsualCapacity];
    private int _start;
    private int _end;

    /// <summary>The bytes that were received and are not part of a frame yet.</summary>
    internal ReadOnlySpan<byte> Waiting => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Waits for more bytes.</summary>
    /// <returns>Whether there are more; <see langword="false"/> at the end of the stream.</returns>
    internal async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        MakeRoom();
        var count = await stream.ReadAsync(_bytes.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += count;
        return count > 0;
    }

    /// <summary>Takes bytes that stand before the frames.</summary>
    internal void Skip(int count) => _start += count;

    /// <summary>Takes the next frame that has come completely.</summary>
    /// <exception cref="WireException">The length or the checksum is wrong.</exception>
    internal bool TryNext(out FrameView frame)
    {
        var waiting = Waiting;
        frame = default;
        if (waiting.Length < sizeof(uint))
        {
            return false;
        }

        var counted = BinaryPrimitives.ReadUInt32LittleEndian(waiting);
        if (counted < Frame.CountedHeader || counted - Frame.CountedHeader > (uint)frameBytesMax)
        {
            throw new WireException($"A frame of {counted} bytes is announced; {Frame.CountedHeader} to {(long)frameBytesMax + Frame.CountedHeader} are allowed.");
        }

        var length = (int)counted + Frame.KindAt;
        if (waiting.Length < length)
        {
            return false;
        }

        var kind = waiting[Frame.KindAt];
        var id = BinaryPrimitives.ReadUInt64LittleEndian(waiting[Frame.IdAt..]);
        var stored = BinaryPrimitives.ReadUInt32LittleEndian(waiting[Frame.ChecksumAt..]);
        if (Frame.Finish(Frame.Checksum(waiting[Frame.HeaderLength..length]), kind, id) != stored)
        {
            throw new WireException($"The checksum of a frame of {length} bytes does not fit.");
        }

        frame = new FrameView((FrameKind)kind, id, _bytes.AsMemory(_start + Frame.HeaderLength, length - Frame.HeaderLength));
        _start += length;
        return true;
    }

    private void MakeRoom()
    {
        var waiting = _end - _start;
        var needed = waiting >= sizeof(uint) ? (long)BinaryPrimitives.ReadUInt32LittleEndian(Waiting) + Frame.KindAt : 0;
        var capacity = (int)Math.Max(UsualCapacity, Math.Min(needed, (long)frameBytesMax + Frame.HeaderLength));

        // A frame that is announced but has not come does not get its memory at once: the buffer doubles as bytes arrive.
        capacity = (int)Math.Min(capacity, Math.Max(UsualCapacity, waiting * 2L));
        if (capacity > _bytes.Length || (_bytes.Length > UsualCapacity && capacity == UsualCapacity && waiting < UsualCapacity))
        {
            var moved = new byte[capacity];
            Waiting.CopyTo(moved);
            (_bytes, _start, _end) = (moved, 0, waiting);
        }
        else if (waiting == 0)
        {
            (_start, _end) = (0, 0);
        }
        else if (_bytes.Length - _end < _bytes.Length / 4)
        {
            Waiting.CopyTo(_bytes);
            (_start, _end) = (0, waiting);
        }
    }
}
