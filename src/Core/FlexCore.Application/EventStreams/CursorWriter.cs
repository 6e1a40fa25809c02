using System.Buffers;
using System.Text;

namespace FlexCore.Application.EventStreams;

/// <summary>Writes the parts of a cursor: numbers in 7-bit groups, texts with their length.</summary>
internal readonly struct CursorWriter(IBufferWriter<byte> output)
{
    public void Byte(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    public void Bytes(ReadOnlySpan<byte> bytes) => output.Write(bytes);

    public void Number(long value)
    {
        for (var rest = (ulong)value; ; rest >>= 7)
        {
            Byte((byte)(rest < 0x80 ? rest : rest | 0x80));
            if (rest < 0x80)
            {
                return;
            }
        }
    }

    public void Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        Number(utf8.Length);
        Bytes(utf8);
    }
}
