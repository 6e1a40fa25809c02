using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace FlexCore.Persistence.Records;

/// <summary>CRC-32C (Castagnoli, as in RFC 3720) over the fields of one stored record.</summary>
/// <remarks>
/// Every field adds its length before its bytes, so that bytes cannot move from one field to the next unseen. The order of the
/// calls is part of the stored format. A mutable value: pass it by reference.
/// </remarks>
public struct RecordChecksum
{
    private uint _crc;

    private RecordChecksum(uint crc) => _crc = crc;

    /// <summary>The checksum of everything added so far, 0 to 2³² - 1.</summary>
    public readonly long Value => ~_crc;

    /// <summary>Begins a record.</summary>
    public static RecordChecksum Start() => new(uint.MaxValue);

    /// <summary>Adds a number as eight bytes, little-endian.</summary>
    /// <param name="value">The number.</param>
    public void Add(long value) => _crc = BitOperations.Crc32C(_crc, (ulong)value);

    /// <summary>Adds bytes with their length.</summary>
    /// <param name="bytes">The bytes.</param>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        var crc = BitOperations.Crc32C(_crc, (ulong)bytes.Length);
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        if (bytes.Length >= sizeof(uint))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt32LittleEndian(bytes));
            bytes = bytes[sizeof(uint)..];
        }

        foreach (var b in bytes)
        {
            crc = BitOperations.Crc32C(crc, b);
        }

        _crc = crc;
    }

    /// <summary>Adds a text as UTF-8 with its length in bytes.</summary>
    /// <param name="text">The text, at most a few hundred characters; longer texts are added as bytes by the caller.</param>
    public void Add(string text)
    {
        Span<byte> small = stackalloc byte[512];
        var needed = Encoding.UTF8.GetMaxByteCount(text.Length);
        var utf8 = needed <= small.Length ? small : new byte[needed];
        Add(utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }
}
