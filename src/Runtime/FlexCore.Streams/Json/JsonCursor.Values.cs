using FlexCore.Streams.Numbers;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Json;

/// <content>Values: built completely, or checked and skipped.</content>
internal ref partial struct JsonCursor
{
    private bool ReadValue(int depth, out Value value)
    {
        switch (Peek())
        {
            case (byte)'"':
                return ReadString(out value);
            case (byte)'{':
                return ReadObject(depth, out value);
            case (byte)'[':
                return ReadArray(depth, out value);
            case (byte)'t':
                value = Value.True;
                return Literal("true"u8);
            case (byte)'f':
                value = Value.False;
                return Literal("false"u8);
            case (byte)'n':
                value = Value.Null;
                return Literal("null"u8);
            default:
                return ReadNumber(out value);
        }
    }

    private bool SkipValue(int depth)
    {
        switch (Peek())
        {
            case (byte)'"':
                return ScanString(out _, out _, out _);
            case (byte)'{':
                return SkipObject(depth);
            case (byte)'[':
                return SkipArray(depth);
            case (byte)'t':
                return Literal("true"u8);
            case (byte)'f':
                return Literal("false"u8);
            case (byte)'n':
                return Literal("null"u8);
            default:
                return ReadNumber(out _);
        }
    }

    private bool ReadNumber(out Value value)
    {
        var length = NumberReader.Read(_text[_position..], out value);
        if (length <= 0)
        {
            return length == 0 ? Fail("a value is missing") : FailAt(_position - length - 1, "a digit is missing or misplaced in a number");
        }

        if (length > NumberReader.MaxLength)
        {
            return Fail("a number is longer than 1,000 characters");
        }

        _position += length;
        return true;
    }

    private bool Literal(ReadOnlySpan<byte> literal)
    {
        if (!_text[_position..].StartsWith(literal))
        {
            return Fail("a value is neither string, number, object, list, true, false nor null");
        }

        _position += literal.Length;
        return true;
    }

    private bool ReadObject(int depth, out Value value)
    {
        value = default;
        if (!Enter(depth, '}', out var empty))
        {
            return false;
        }

        var result = new ObjectValue();
        value = Value.Object(result);
        while (!empty)
        {
            if (Peek() != '"')
            {
                return Fail("a field name in quotes is missing");
            }

            if (!ReadString(out var name) || !ExpectColon() || !ReadValue(depth + 1, out var field))
            {
                return false;
            }

            result.Set(name.AsString(), field);
            if (!Leave('}', out empty))
            {
                return false;
            }
        }

        return true;
    }

    private bool ReadArray(int depth, out Value value)
    {
        value = Value.Array(ArrayValue.Empty);
        if (!Enter(depth, ']', out var empty))
        {
            return false;
        }

        if (empty)
        {
            return true;
        }

        var items = new List<Value>();
        while (!empty)
        {
            if (!ReadValue(depth + 1, out var item))
            {
                return false;
            }

            items.Add(item);
            if (!Leave(']', out empty))
            {
                return false;
            }
        }

        value = Value.Array(new ArrayValue([.. items]));
        return true;
    }

    private bool SkipObject(int depth)
    {
        if (!Enter(depth, '}', out var closed))
        {
            return false;
        }

        while (!closed)
        {
            if (Peek() != '"')
            {
                return Fail("a field name in quotes is missing");
            }

            if (!ScanString(out _, out _, out _) || !ExpectColon() || !SkipValue(depth + 1) || !Leave('}', out closed))
            {
                return false;
            }
        }

        return true;
    }

    private bool SkipArray(int depth)
    {
        if (!Enter(depth, ']', out var closed))
        {
            return false;
        }

        while (!closed)
        {
            if (!SkipValue(depth + 1) || !Leave(']', out closed))
            {
                return false;
            }
        }

        return true;
    }

    // Steps over the opening bracket, and over the closing one when nothing is between them.
    private bool Enter(int depth, char closing, out bool closed)
    {
        closed = false;
        if (depth > _maxDepth)
        {
            return FailDepth();
        }

        _position++;
        SkipSpace();
        if (Peek() == closing)
        {
            _position++;
            closed = true;
        }

        return true;
    }

    // Steps over a comma, or over the closing bracket.
    private bool Leave(char closing, out bool closed)
    {
        SkipSpace();
        var separator = Peek();
        closed = separator == closing;
        if (!closed && separator != ',')
        {
            return Fail(closing == '}' ? "',' or '}' is missing after a field" : "',' or ']' is missing after a list item");
        }

        _position++;
        SkipSpace();
        return true;
    }
}
