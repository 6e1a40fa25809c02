using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.State;

/// <summary>Writes state into a checkpoint: compact, the same bytes on every machine.</summary>
/// <remarks>Integers are variable-length (7 bits a byte, lowest first), signed ones zigzag-coded; doubles are 8 bytes, little-endian.</remarks>
internal sealed class StateWriter(IBufferWriter<byte> output)
{
    /// <summary>Writes one byte.</summary>
    /// <param name="value">The byte.</param>
    public void Byte(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    /// <summary>Writes an integer of any size; small ones take one byte.</summary>
    /// <param name="value">The integer.</param>
    public void Integer(long value)
    {
        var rest = (ulong)((value << 1) ^ (value >> 63));
        var span = output.GetSpan(10);
        var length = 0;
        while (rest >= 0x80)
        {
            span[length++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        span[length++] = (byte)rest;
        output.Advance(length);
    }

    /// <summary>Writes 8 bytes, for values without small ones such as hashes.</summary>
    /// <param name="value">The value.</param>
    public void Fixed(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(output.GetSpan(8), value);
        output.Advance(8);
    }

    /// <summary>Writes a double with all its bits.</summary>
    /// <param name="value">The double.</param>
    public void Number(double value) => Fixed(BitConverter.DoubleToUInt64Bits(value));

    /// <summary>Writes bytes and their length.</summary>
    /// <param name="value">The bytes.</param>
    public void Bytes(ReadOnlySpan<byte> value)
    {
        Integer(value.Length);
        output.Write(value);
    }

    /// <summary>Writes a value of any kind.</summary>
    /// <param name="value">The value.</param>
    public void Value(Value value)
    {
        if (value.TryGetExactNumber(out var exact))
        {
            Byte((byte)StateTag.ExactNumber);
            Bytes(Encoding.ASCII.GetBytes(exact.Text));
            Number(exact.Nearest);
            return;
        }

        switch (value.Kind)
        {
            case ValueKind.Undefined:
                Byte((byte)StateTag.Undefined);
                break;
            case ValueKind.Null:
                Byte((byte)StateTag.Null);
                break;
            case ValueKind.Boolean:
                Byte((byte)(value.AsBoolean() ? StateTag.True : StateTag.False));
                break;
            case ValueKind.Number:
                Byte((byte)StateTag.Number);
                Number(value.AsNumber());
                break;
            case ValueKind.String:
                WriteText(value);
                break;
            case ValueKind.Array:
                WriteArray(value.AsArray());
                break;
            default:
                WriteObject(value.AsObject());
                break;
        }
    }

    private void WriteText(Value value)
    {
        if (value.IsUtf8)
        {
            Byte((byte)StateTag.Utf8);
            Bytes(value.Utf8Span());
            return;
        }

        // Unit by unit: a .NET string may hold lone surrogates, which encodings replace.
        var text = value.AsString();
        Byte((byte)StateTag.Utf16);
        Integer(text.Length);
        foreach (var unit in text)
        {
            Byte((byte)unit);
            Byte((byte)(unit >> 8));
        }
    }

    private void WriteArray(ArrayValue array)
    {
        Byte((byte)StateTag.Array);
        Integer(array.Count);
        foreach (var item in array.Items)
        {
            Value(item);
        }
    }

    private void WriteObject(ObjectValue value)
    {
        Byte((byte)StateTag.Object);
        Integer(value.Count);
        foreach (var (name, field) in value.Fields)
        {
            WriteText(Values.Value.String(name));
            Value(field);
        }
    }
}
