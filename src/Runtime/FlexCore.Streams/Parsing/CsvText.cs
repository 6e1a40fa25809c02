using FlexCore.Streams.Records;

namespace FlexCore.Streams.Parsing;

/// <summary>Cuts the text of one CSV record into fields: RFC 4180 with any one-byte delimiter.</summary>
internal ref struct CsvText
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly byte _delimiter;
    private int _position;
    private bool _ended;

    /// <summary>Begins at a record's first byte.</summary>
    /// <param name="text">The record; a carriage return at its end is ignored.</param>
    /// <param name="delimiter">The delimiter.</param>
    public CsvText(ReadOnlySpan<byte> text, byte delimiter)
    {
        _text = text.EndsWith("\r"u8) ? text[..^1] : text;
        _delimiter = delimiter;
    }

    /// <summary>What is wrong, after <see cref="TryNext"/> returned false before the record's end.</summary>
    public ParseFailure? Failure { get; private set; }

    /// <summary>Where the last field began.</summary>
    public int FieldStart { get; private set; }

    /// <summary>Whether the last field has doubled quotes, which stand for single ones.</summary>
    public bool HasQuotes { get; private set; }

    /// <summary>Whether the last field was written in quotes.</summary>
    public bool IsQuoted { get; private set; }

    /// <summary>Finds the next field.</summary>
    /// <param name="field">Its content without the quotes around it.</param>
    /// <returns>Whether there was one; false at the end and after a fault.</returns>
    public bool TryNext(out TextRange field)
    {
        field = default;
        HasQuotes = false;
        if (_ended)
        {
            return false;
        }

        FieldStart = _position;
        IsQuoted = _position < _text.Length && _text[_position] == '"';
        return IsQuoted ? TryQuoted(out field) : TryPlain(out field);
    }

    /// <summary>Removes the doubling of quotes.</summary>
    /// <param name="content">A quoted field's content.</param>
    /// <param name="target">Room for as many bytes.</param>
    /// <returns>The number of bytes written.</returns>
    public static int Unescape(ReadOnlySpan<byte> content, Span<byte> target)
    {
        var written = 0;
        while (true)
        {
            var quote = content.IndexOf((byte)'"');
            var plain = quote < 0 ? content : content[..(quote + 1)];
            plain.CopyTo(target[written..]);
            written += plain.Length;
            if (quote < 0)
            {
                return written;
            }

            content = content[(quote + 2)..];
        }
    }

    private bool TryPlain(out TextRange field)
    {
        var rest = _text[_position..];
        var length = rest.IndexOfAny(_delimiter, (byte)'"');
        if (length < 0)
        {
            length = rest.Length;
            _ended = true;
        }
        else if (rest[length] != _delimiter)
        {
            field = default;
            return Fail(_position + length, "a quote stands inside a field that does not begin with one");
        }

        field = new TextRange(_position, length);
        _position += length + 1;
        return true;
    }

    private bool TryQuoted(out TextRange field)
    {
        field = default;
        var end = _position + 1;
        while (true)
        {
            var step = _text[end..].IndexOf((byte)'"');
            if (step < 0)
            {
                return Fail(_position, "a quoted field is not closed");
            }

            end += step + 1;
            if (end == _text.Length || _text[end] != '"')
            {
                break;
            }

            HasQuotes = true;
            end++;
        }

        if (end < _text.Length && _text[end] != _delimiter)
        {
            return Fail(end, "a closing quote is not followed by the delimiter");
        }

        field = new TextRange(_position + 1, end - _position - 2);
        _ended = end == _text.Length;
        _position = end + 1;
        return true;
    }

    private bool Fail(int position, string reason)
    {
        _ended = true;
        Failure = new ParseFailure(reason, position);
        return false;
    }
}
