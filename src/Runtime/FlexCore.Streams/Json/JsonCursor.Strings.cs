using System.Text;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Json;

/// <content>Strings: found in place, unescaped into the arena only when they have escapes.</content>
internal ref partial struct JsonCursor
{
    private bool ReadString(out Value value)
    {
        if (!ScanString(out var start, out var end, out var escaped))
        {
            value = default;
            return false;
        }

        value = escaped ? Unescape(start, end) : Value.Utf8(_buffer, _offset + start, end - start);
        return true;
    }

    // The cursor stands at the opening quote; start and end are the content's, still escaped.
    private bool ScanString(out int start, out int end, out bool escaped)
    {
        start = _position + 1;
        escaped = false;
        end = start;
        while (true)
        {
            end = JsonText.EndOfPlain(_text, end);
            if (end >= _text.Length)
            {
                return FailAt(_text.Length, "a string has no closing quote");
            }

            if (_text[end] == '"')
            {
                _position = end + 1;
                return true;
            }

            if (_text[end] != '\\')
            {
                return FailAt(end, "a string contains a control character, which JSON requires to be escaped");
            }

            escaped = true;
            if (!CheckEscape(ref end))
            {
                return false;
            }
        }
    }

    private bool CheckEscape(ref int position)
    {
        if (position + 1 >= _text.Length)
        {
            return FailAt(_text.Length, "a string has no closing quote");
        }

        switch (_text[position + 1])
        {
            case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                position += 2;
                return true;
            case (byte)'u' when TryReadHex(position + 2, out _):
                position += 6;
                return true;
            default:
                return FailAt(position, "a string contains an escape that JSON does not know");
        }
    }

    private readonly bool TryReadHex(int position, out char unit)
    {
        unit = '\0';
        if (position + 4 > _text.Length)
        {
            return false;
        }

        var code = 0;
        foreach (var digit in _text.Slice(position, 4))
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return false;
            }

            code = (code << 4) | (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        unit = (char)code;
        return true;
    }

    // Unescaped text is never longer than its escaped form. A lone surrogate cannot be expressed in UTF-8: such text becomes a .NET string.
    private readonly Value Unescape(int start, int end)
    {
        var target = _arena.Reserve(end - start);
        var length = 0;
        var position = start;
        while (position < end)
        {
            var plain = JsonText.EndOfPlain(_text[..end], position);
            _text[position..plain].CopyTo(target[length..]);
            length += plain - position;
            position = plain;
            if (position >= end)
            {
                break;
            }

            if (_text[position + 1] != 'u')
            {
                target[length++] = Simple(_text[position + 1]);
                position += 2;
            }
            else if (!TryUnescapeUnit(ref position, target, ref length))
            {
                return Value.String(UnescapeToUtf16(start, end));
            }
        }

        return _arena.Commit(length);
    }

    private readonly bool TryUnescapeUnit(ref int position, Span<byte> target, ref int length)
    {
        TryReadHex(position + 2, out var unit);
        position += 6;
        var rune = default(Rune);
        if (char.IsHighSurrogate(unit))
        {
            if (!IsUnitEscape(position) || !TryReadHex(position + 2, out var low) || !Rune.TryCreate(unit, low, out rune))
            {
                return false;
            }

            position += 6;
        }
        else if (!Rune.TryCreate(unit, out rune))
        {
            return false;
        }

        length += rune.EncodeToUtf8(target[length..]);
        return true;
    }

    private readonly string UnescapeToUtf16(int start, int end)
    {
        var result = new StringBuilder(end - start);
        var position = start;
        while (position < end)
        {
            var plain = JsonText.EndOfPlain(_text[..end], position);
            result.Append(Encoding.UTF8.GetString(_text[position..plain]));
            position = plain;
            if (position >= end)
            {
                break;
            }

            if (_text[position + 1] == 'u')
            {
                TryReadHex(position + 2, out var unit);
                result.Append(unit);
                position += 6;
            }
            else
            {
                result.Append((char)Simple(_text[position + 1]));
                position += 2;
            }
        }

        return result.ToString();
    }

    private readonly bool IsUnitEscape(int position) =>
        position + 1 < _text.Length && _text[position] == '\\' && _text[position + 1] == 'u';

    private static byte Simple(byte escape) => escape switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => escape,
    };
}
