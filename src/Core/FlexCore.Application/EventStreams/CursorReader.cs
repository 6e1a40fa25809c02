using System.Text;

namespace FlexCore.Application.EventStreams;

/// <summary>Reads what <see cref="CursorWriter"/> wrote. Anything else is a <see cref="FormatException"/>.</summary>
internal sealed class CursorReader(ReadOnlyMemory<byte> bytes)
{
    private ReadOnlyMemory<byte> _rest = bytes;

    public bool IsAtEnd => _rest.IsEmpty;

    public byte Byte() => Bytes(1)[0];

    public ReadOnlySpan<byte> Bytes(int count)
    {
        if (count < 0 || count > _rest.Length)
        {
            throw new FormatException("The text ends too early.");
        }

        var taken = _rest.Span[..count];
        _rest = _rest[count..];
        return taken;
    }

    public long Number()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var b = Byte();
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return (long)value >= 0 ? (long)value : throw new FormatException("A negative number.");
            }
        }

        throw new FormatException("A number with too many digits.");
    }

    public string Text() => Encoding.UTF8.GetString(Bytes(checked((int)Number())));
}
