using System.Buffers;
using System.Runtime.CompilerServices;
using FlexCore.Streams.Numbers;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Json;

/// <summary>Writes JSON as <c>JSON.stringify</c> does, straight into an output's memory.</summary>
/// <remarks>Asks the output for memory rarely; <see cref="Flush"/> must be called at the end.</remarks>
internal ref struct JsonOutput
{
    private const int SmallestRequest = 512;

    private readonly IBufferWriter<byte> _output;
    private Span<byte> _free;
    private int _used;

    /// <summary>Begins to write.</summary>
    /// <param name="output">Takes the bytes.</param>
    public JsonOutput(IBufferWriter<byte> output)
    {
        _output = output;
        _free = output.GetSpan(SmallestRequest);
        _used = 0;
    }

    /// <summary>Hands what was written to the output.</summary>
    public void Flush()
    {
        _output.Advance(_used);
        _free = default;
        _used = 0;
    }

    /// <summary>Writes one byte as it is.</summary>
    /// <param name="raw">The byte.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Raw(byte raw)
    {
        if (_used >= _free.Length)
        {
            Grow(1);
        }

        _free[_used++] = raw;
    }

    /// <summary>Writes bytes as they are.</summary>
    /// <param name="raw">The bytes.</param>
    public void Raw(scoped ReadOnlySpan<byte> raw)
    {
        raw.CopyTo(Room(raw.Length));
        _used += raw.Length;
    }

    /// <summary>Writes a value; <c>undefined</c> becomes <c>null</c>, as in a list.</summary>
    /// <param name="value">The value.</param>
    public void Write(Value value)
    {
        if (value.TryGetNumber(out var number))
        {
            Write(number);
            return;
        }

        switch (value.Kind)
        {
            case ValueKind.String when value.IsUtf8:
                Write(value.Utf8Span());
                break;
            case ValueKind.String:
                Write(value.AsString());
                break;
            case ValueKind.Boolean:
                Raw(value.AsBoolean() ? "true"u8 : "false"u8);
                break;
            case ValueKind.Number:
                WriteExact(value);
                break;
            case ValueKind.Array:
                WriteArray(value.AsArray());
                break;
            case ValueKind.Object:
                WriteObject(value.AsObject());
                break;
            default:
                Raw("null"u8);
                break;
        }
    }

    /// <summary>Writes a number; NaN and infinities become <c>null</c>.</summary>
    /// <param name="number">The number.</param>
    public void Write(double number)
    {
        if (!double.IsFinite(number))
        {
            Raw("null"u8);
            return;
        }

        // In one statement the sum would be of the count before the room was made, which may have begun a new piece.
        var room = Room(NumberWriter.MaxLength);
        _used += NumberWriter.Write(number, room);
    }

    /// <summary>Writes text in quotes.</summary>
    /// <param name="text">The text as UTF-8.</param>
    public void Write(scoped ReadOnlySpan<byte> text)
    {
        Raw((byte)'"');
        while (true)
        {
            var plain = JsonText.EndOfPlain(text, 0);
            Raw(text[..plain]);
            if (plain == text.Length)
            {
                break;
            }

            Escape(text[plain]);
            text = text[(plain + 1)..];
        }

        Raw((byte)'"');
    }

    /// <summary>Writes text in quotes; a lone surrogate is escaped, as UTF-8 cannot hold it.</summary>
    /// <param name="text">The text.</param>
    public void Write(string text)
    {
        Raw((byte)'"');
        Span<byte> encoded = stackalloc byte[4];
        for (var i = 0; i < text.Length; i++)
        {
            var unit = text[i];
            if (unit < 0x80)
            {
                if (unit is '"' or '\\' or < ' ')
                {
                    Escape((byte)unit);
                }
                else
                {
                    Raw((byte)unit);
                }
            }
            else if (System.Text.Rune.TryGetRuneAt(text, i, out var rune))
            {
                Raw(encoded[..rune.EncodeToUtf8(encoded)]);
                i += rune.Utf16SequenceLength - 1;
            }
            else
            {
                UnitEscape(unit);
            }
        }

        Raw((byte)'"');
    }

    private void WriteExact(Value value)
    {
        if (value.TryGetExactNumber(out var exact))
        {
            var room = Room(exact.Text.Length);
            _used += System.Text.Encoding.ASCII.GetBytes(exact.Text, room);
        }
    }

    private void WriteArray(ArrayValue array)
    {
        Raw((byte)'[');
        for (var i = 0; i < array.Count; i++)
        {
            if (i > 0)
            {
                Raw((byte)',');
            }

            Write(array[i]);
        }

        Raw((byte)']');
    }

    private void WriteObject(ObjectValue value)
    {
        Raw((byte)'{');
        var first = true;
        foreach (var (name, field) in value.Fields)
        {
            if (field.IsUndefined)
            {
                continue;
            }

            if (!first)
            {
                Raw((byte)',');
            }

            first = false;
            Write(name);
            Raw((byte)':');
            Write(field);
        }

        Raw((byte)'}');
    }

    private void Escape(byte special)
    {
        var letter = special switch
        {
            (byte)'"' or (byte)'\\' => special,
            (byte)'\b' => (byte)'b',
            (byte)'\f' => (byte)'f',
            (byte)'\n' => (byte)'n',
            (byte)'\r' => (byte)'r',
            (byte)'\t' => (byte)'t',
            _ => (byte)0,
        };
        if (letter == 0)
        {
            UnitEscape((char)special);
            return;
        }

        Raw((byte)'\\');
        Raw(letter);
    }

    private void UnitEscape(char unit)
    {
        Raw("\\u"u8);
        for (var shift = 12; shift >= 0; shift -= 4)
        {
            Raw("0123456789abcdef"u8[(unit >> shift) & 0xF]);
        }
    }

    private Span<byte> Room(int size)
    {
        if (_free.Length - _used < size)
        {
            Grow(size);
        }

        return _free[_used..];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int size)
    {
        _output.Advance(_used);
        _free = _output.GetSpan(Math.Max(size, SmallestRequest));
        _used = 0;
    }
}
