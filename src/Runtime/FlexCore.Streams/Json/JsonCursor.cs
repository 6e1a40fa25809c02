using FlexCore.Streams.Records;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Json;

/// <summary>Walks once over the text of one JSON value, checking all of it and building only what is asked for.</summary>
/// <remarks>
/// The grammar is RFC 8259. Methods return whether the text was valid; after a failure <see cref="Failure"/> says why and the cursor is
/// of no further use. The text must be valid UTF-8.
/// </remarks>
internal ref partial struct JsonCursor
{
    /// <summary>How deep objects and lists may be nested, the record itself included.</summary>
    public const int MaxDepth = 64;

    /// <summary>How deep text of this program's own making may be nested: expressions may build values deeper than input may be.</summary>
    public const int MaxOwnDepth = 128;

    private readonly ReadOnlySpan<byte> _text;
    private readonly byte[] _buffer;
    private readonly int _offset;
    private readonly TextArena _arena;
    private readonly int _maxDepth;
    private int _position;

    /// <summary>Begins at a text's first byte.</summary>
    /// <param name="buffer">The buffer that holds the text; values point into it.</param>
    /// <param name="offset">Where the text begins.</param>
    /// <param name="length">Its length.</param>
    /// <param name="arena">Takes strings that have escapes.</param>
    /// <param name="maxDepth">How deep objects and lists may be nested.</param>
    public JsonCursor(byte[] buffer, int offset, int length, TextArena arena, int maxDepth = MaxDepth)
    {
        _maxDepth = maxDepth;
        _text = buffer.AsSpan(offset, length);
        _buffer = buffer;
        _offset = offset;
        _arena = arena;
    }

    /// <summary>Begins at the first byte of a text whose values are not read, only its fields' places.</summary>
    /// <param name="text">The text.</param>
    /// <param name="arena">Takes names that have escapes.</param>
    public JsonCursor(ReadOnlySpan<byte> text, TextArena arena)
    {
        _maxDepth = MaxDepth;
        _text = text;
        _buffer = [];
        _arena = arena;
    }

    /// <summary>Why the text is not valid JSON.</summary>
    public ParseFailure Failure { get; private set; }

    /// <summary>Reads one object and fills the wanted fields; the text must hold nothing else.</summary>
    /// <param name="projection">The wanted fields.</param>
    /// <param name="cells">The row, whose wanted slots are <c>undefined</c>.</param>
    public bool ReadRecord(JsonProjection projection, Span<Value> cells)
    {
        SkipSpace();
        if (Peek() != '{')
        {
            return Fail(_position == _text.Length ? "the record is empty" : "the record is not a JSON object");
        }

        return ReadProjected(projection, cells, 1) && ExpectEnd();
    }

    /// <summary>Reads one value of any kind; the text must hold nothing else.</summary>
    /// <param name="value">The value.</param>
    public bool ReadDocument(out Value value)
    {
        SkipSpace();
        return ReadValue(1, out value) && ExpectEnd();
    }

    private bool ReadProjected(JsonProjection projection, Span<Value> cells, int depth)
    {
        if (depth > _maxDepth)
        {
            return FailDepth();
        }

        _position++;
        SkipSpace();
        if (Peek() == '}')
        {
            _position++;
            return true;
        }

        var next = 0;
        while (true)
        {
            if (!ReadName(projection, ref next, out var field) || !ReadField(field, cells, depth))
            {
                return false;
            }

            SkipSpace();
            var separator = Peek();
            _position++;
            if (separator == '}')
            {
                return true;
            }

            if (separator != ',')
            {
                _position--;
                return Fail("',' or '}' is missing after a field");
            }

            SkipSpace();
        }
    }

    // Reads a name and its colon; the cursor then stands at the value.
    private bool ReadName(JsonProjection projection, ref int next, out JsonProjection? field)
    {
        field = null;
        if (Peek() != '"')
        {
            return Fail("a field name in quotes is missing");
        }

        if (!ScanString(out var start, out var end, out var escaped))
        {
            return false;
        }

        var found = escaped ? FindEscaped(projection, Unescape(start, end)) : projection.Find(_text[start..end], next);
        if (found >= 0)
        {
            field = projection.Children[found];
            next = found + 1;
        }

        return ExpectColon();
    }

    // A name that is not UTF-8 (a lone surrogate) cannot be one of a pipeline file's names.
    private static int FindEscaped(JsonProjection projection, Value name) =>
        name.IsUtf8 ? projection.Find(name.Utf8Span(), 0) : -1;

    private bool ExpectColon()
    {
        SkipSpace();
        if (Peek() != ':')
        {
            return Fail("':' is missing after a field name");
        }

        _position++;
        SkipSpace();
        return true;
    }

    private bool ReadField(JsonProjection? field, Span<Value> cells, int depth)
    {
        if (field is null)
        {
            return SkipValue(depth + 1);
        }

        if (field.IsWanted)
        {
            if (!ReadValue(depth + 1, out var value))
            {
                return false;
            }

            cells[field.Slot] = value;
            if (!field.Children.IsEmpty)
            {
                field.FillParts(value, cells);
            }

            return true;
        }

        // Of a field that occurs twice the last one counts, with all its parts.
        field.Clear(cells);
        return Peek() == '{' ? ReadProjected(field, cells, depth + 1) : SkipValue(depth + 1);
    }

    private bool ExpectEnd()
    {
        SkipSpace();
        return _position == _text.Length || Fail("there is text after the end of the JSON value");
    }

    // 0 stands for the end; a real zero byte is no valid JSON anywhere outside of a string either.
    private readonly byte Peek() => (uint)_position < (uint)_text.Length ? _text[_position] : (byte)0;

    private void SkipSpace()
    {
        while ((uint)_position < (uint)_text.Length && _text[_position] <= 0x20
            && _text[_position] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            _position++;
        }
    }

    private bool Fail(string reason) => FailAt(_position, reason);

    private bool FailAt(int position, string reason)
    {
        Failure = new ParseFailure(position >= _text.Length ? "the JSON text breaks off: " + reason : reason, position);
        return false;
    }

    private bool FailDepth() => Fail(FormattableString.Invariant($"objects and lists are nested deeper than {_maxDepth} levels"));
}
