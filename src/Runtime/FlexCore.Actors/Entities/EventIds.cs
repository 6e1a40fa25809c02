using System.Buffers.Binary;

namespace FlexCore.Actors.Entities;

/// <summary>Makes unique, roughly time-ordered event ids: UUID version 7 (RFC 9562) with a counter in the random part.</summary>
/// <remarks>Thread-safe. 62 bits that begin at a random number and count up keep ids apart within and between processes.</remarks>
internal sealed class EventIds
{
    private readonly TimeProvider _time;
    private long _counter;

    internal EventIds(TimeProvider time, Guid origin)
    {
        _time = time;
        Span<byte> bytes = stackalloc byte[16];
        origin.TryWriteBytes(bytes);
        _counter = BinaryPrimitives.ReadInt64LittleEndian(bytes) ^ BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]);
    }

    internal Guid Next()
    {
        var milliseconds = _time.GetUtcNow().ToUnixTimeMilliseconds();
        // An odd multiplier permutes the counter, so that its bits fill both random fields of the id.
        var unique = (ulong)Interlocked.Increment(ref _counter) * 0x9E3779B97F4A7C15;
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(id, milliseconds << 16);
        BinaryPrimitives.WriteUInt16BigEndian(id[6..], (ushort)(0x7000 | (unique >> 62)));
        BinaryPrimitives.WriteUInt64BigEndian(id[8..], 0x8000_0000_0000_0000 | (unique & 0x3FFF_FFFF_FFFF_FFFF));
        return new Guid(id, bigEndian: true);
    }
}
