using System.Text.Unicode;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Parsing;

/// <summary>Undoes the escapes that web servers write into quoted fields: <c>\"</c>, <c>\\</c>, <c>\n</c>, <c>\r</c>, <c>\t</c>, <c>\b</c>, <c>\v</c> and <c>\xNN</c>.</summary>
/// <remarks>Where the bytes behind <c>\xNN</c> are not UTF-8 the text stays as it was written: nothing is lost and nothing is invented.</remarks>
internal static class AccessLogEscapes
{
    /// <summary>Undoes the escapes of one field.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="offset">Where the field begins.</param>
    /// <param name="length">The field's length.</param>
    /// <param name="arena">Takes the result.</param>
    public static Value Unescape(byte[] buffer, int offset, int length, TextArena arena)
    {
        var text = buffer.AsSpan(offset, length);
        var target = arena.Reserve(length);
        var written = 0;
        for (var i = 0; i < text.Length;)
        {
            i += text[i] == '\\' && i + 1 < text.Length
                ? Escape(text[i..], target, ref written)
                : Copy(text[i], target, ref written);
        }

        return Utf8.IsValid(target[..written]) ? arena.Commit(written) : Value.Utf8(buffer, offset, length);
    }

    private static int Copy(byte plain, Span<byte> target, ref int written)
    {
        target[written++] = plain;
        return 1;
    }

    // Returns how many bytes the escape took; an unknown escape is copied as it is.
    private static int Escape(ReadOnlySpan<byte> text, Span<byte> target, ref int written)
    {
        if (text[1] == 'x' && text.Length >= 4 && char.IsAsciiHexDigit((char)text[2]) && char.IsAsciiHexDigit((char)text[3]))
        {
            target[written++] = (byte)((Hex(text[2]) << 4) | Hex(text[3]));
            return 4;
        }

        var plain = text[1] switch
        {
            (byte)'"' or (byte)'\\' => text[1],
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            (byte)'b' => (byte)'\b',
            (byte)'v' => (byte)'\v',
            _ => (byte)0,
        };
        if (plain == 0)
        {
            return Copy(text[0], target, ref written);
        }

        target[written++] = plain;
        return 2;
    }

    private static int Hex(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
