using System.Numerics;
using System.Text;

namespace FlexCore.Persistence.Sqlite.Tables;

/// <summary>
/// Turns UTF-8 into strings and hands out the same string for the same bytes again: types, principals and correlation ids repeat.
/// Direct-mapped, so it is bounded and needs no eviction. Used by one thread at a time.
/// </summary>
internal sealed class TextCache
{
    private const int SlotCount = 256;

    private readonly (byte[] Bytes, string Text)[] _slots = new (byte[], string)[SlotCount];

    public string Get(ReadOnlySpan<byte> utf8)
    {
        ref var slot = ref _slots[SlotOf(utf8)];
        if (slot.Bytes is not null && utf8.SequenceEqual(slot.Bytes))
        {
            return slot.Text;
        }

        var text = Encoding.UTF8.GetString(utf8);
        slot = (utf8.ToArray(), text);
        return text;
    }

    /// <summary>Whether the bytes are that text in UTF-8.</summary>
    public bool Matches(ReadOnlySpan<byte> utf8, string text)
    {
        // The usual case is the same string as last time; stream ids are ASCII, so comparing needs no decoding.
        return Ascii.Equals(utf8, text) || string.Equals(Get(utf8), text, StringComparison.Ordinal);
    }

    private static int SlotOf(ReadOnlySpan<byte> utf8)
    {
        var hash = (uint)utf8.Length;
        foreach (var b in utf8)
        {
            hash = BitOperations.Crc32C(hash, b);
        }

        return (int)(hash % SlotCount);
    }
}
