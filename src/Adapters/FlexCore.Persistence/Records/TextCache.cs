using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace FlexCore.Persistence.Records;

/// <summary>
/// Turns UTF-8 into strings and hands out the same string for the same bytes again: types, principals and correlation ids repeat.
/// Direct-mapped, so it is bounded and needs no eviction. Used by one thread at a time.
/// </summary>
public sealed class TextCache
{
    private const int SlotCount = 64;

    private readonly (byte[]? Bytes, string Text)[] _slots = new (byte[]?, string)[SlotCount];

    /// <summary>Decodes a text.</summary>
    /// <param name="utf8">Its bytes.</param>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        ref var slot = ref _slots[SlotOf(utf8)];
        if (slot.Bytes is not null && utf8.SequenceEqual(slot.Bytes))
        {
            return slot.Text;
        }

        slot = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        return slot.Text;
    }

    // Length and last bytes tell apart what repeats; whatever shares a slot is still compared in full.
    private static int SlotOf(ReadOnlySpan<byte> utf8)
    {
        var hash = (uint)utf8.Length;
        hash = utf8.Length >= sizeof(ulong)
            ? BitOperations.Crc32C(hash, BinaryPrimitives.ReadUInt64LittleEndian(utf8[^sizeof(ulong)..]))
            : BitOperations.Crc32C(hash, utf8.IsEmpty ? (byte)0 : utf8[^1]);
        return (int)(hash % SlotCount);
    }
}
