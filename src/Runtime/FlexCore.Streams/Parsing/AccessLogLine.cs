using FlexCore.Streams.Records;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Parsing;

/// <summary>One line of an access log, cut into its fields.</summary>
internal ref struct AccessLogLine
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly byte[] _buffer;
    private readonly int _offset;
    private int _position;

    /// <summary>Begins at a line's first byte.</summary>
    /// <param name="buffer">The buffer; values point into it.</param>
    /// <param name="offset">Where the line begins.</param>
    /// <param name="length">Its length; a carriage return at the end is ignored.</param>
    public AccessLogLine(byte[] buffer, int offset, int length)
    {
        _buffer = buffer;
        _offset = offset;
        _text = buffer.AsSpan(offset, length);
        if (_text.EndsWith("\r"u8))
        {
            _text = _text[..^1];
        }
    }

    public TextRange Host { get; private set; }

    public TextRange Ident { get; private set; }

    public TextRange User { get; private set; }

    public long TimeMs { get; private set; }

    public TextRange Request { get; private set; }

    /// <summary>The status, or -1 when the line has none.</summary>
    public long Status { get; private set; }

    /// <summary>The size, or -1 when the line has none.</summary>
    public long Bytes { get; private set; }

    public TextRange Referer { get; private set; }

    public TextRange Agent { get; private set; }

    /// <summary>What follows the standard fields.</summary>
    public TextRange Rest { get; private set; }

    /// <summary>Finds the fields and checks the line.</summary>
    /// <param name="combined">Whether referer and agent must follow.</param>
    /// <param name="fault">What is wrong.</param>
    /// <returns>Whether the line is valid.</returns>
    public bool Scan(bool combined, out ParseFailure fault)
    {
        if (!ScanIdentity(out fault) || !ScanTime(out fault))
        {
            return false;
        }

        if (!TryQuoted(out var request))
        {
            return Fail("the request line in quotes is missing or not closed", out fault);
        }

        Request = request;
        if (!ScanNumber(3, out var status))
        {
            return Fail("the status is not a number of at most three digits", out fault);
        }

        Status = status;
        if (!ScanNumber(18, out var bytes))
        {
            return Fail("the size is not a number of at most 18 digits", out fault);
        }

        Bytes = bytes;
        if (combined && !ScanHeaders(out fault))
        {
            return false;
        }

        Rest = new TextRange(_position, _text.Length - _position);
        fault = default;
        return true;
    }

    /// <summary>The bytes of a piece; empty when it is missing.</summary>
    /// <param name="range">The piece.</param>
    public readonly ReadOnlySpan<byte> Span(TextRange range) => range.Length < 0 ? default : _text.Slice(range.Start, range.Length);

    /// <summary>A piece as a value, with its escapes undone; null when it is missing or <c>-</c>.</summary>
    /// <param name="range">The piece.</param>
    /// <param name="arena">Takes text that had escapes.</param>
    public readonly Value Text(TextRange range, TextArena arena)
    {
        var text = Span(range);
        if (range.Length < 0 || (text.Length == 1 && text[0] == '-'))
        {
            return Value.Null;
        }

        var start = _offset + range.Start;
        return text.Contains((byte)'\\') ? AccessLogEscapes.Unescape(_buffer, start, text.Length, arena) : Value.Utf8(_buffer, start, text.Length);
    }

    // Host and ident hold no spaces. A user name may (HTTP authentication allows it): it ends where the time begins.
    private bool ScanIdentity(out ParseFailure fault)
    {
        if (!TryWord(out var host) || !TryWord(out var ident))
        {
            return Fail(_text.IsEmpty ? "the line is empty" : "host and ident are not followed by a space", out fault);
        }

        var length = _text[_position..].IndexOf((byte)'[');
        if (length < 2 || _text[_position + length - 1] != ' ')
        {
            return Fail("the user and the time in brackets are missing", out fault);
        }

        Host = host;
        Ident = ident;
        User = new TextRange(_position, length - 1);
        _position += length + 1;
        fault = default;
        return true;
    }

    private bool ScanTime(out ParseFailure fault)
    {
        var rest = _text[_position..];
        if (!AccessLogTime.TryRead(rest, out var time) || rest.Length < AccessLogTime.Length + 2
            || rest[AccessLogTime.Length] != ']' || rest[AccessLogTime.Length + 1] != ' ')
        {
            return Fail("the time is not like [10/Oct/2000:13:55:36 -0700]", out fault);
        }

        TimeMs = time;
        _position += AccessLogTime.Length + 2;
        fault = default;
        return true;
    }

    private bool ScanHeaders(out ParseFailure fault)
    {
        if (!TryQuoted(out var referer))
        {
            return Fail("the referer in quotes is missing or not closed", out fault);
        }

        Referer = referer;
        if (!TryQuoted(out var agent))
        {
            return Fail("the user agent in quotes is missing or not closed", out fault);
        }

        Agent = agent;
        fault = default;
        return true;
    }

    private bool TryWord(out TextRange word)
    {
        var length = _text[_position..].IndexOf((byte)' ');
        word = new TextRange(_position, length);
        _position += length + 1;
        return length > 0;
    }

    // A quoted field and the space after it; at the end of the line the space may be missing.
    private bool TryQuoted(out TextRange content)
    {
        content = default;
        if (_position >= _text.Length || _text[_position] != '"')
        {
            return false;
        }

        var end = _position + 1;
        while (true)
        {
            var step = _text[end..].IndexOfAny((byte)'"', (byte)'\\');
            if (step < 0)
            {
                return false;
            }

            end += step;
            if (_text[end] == '"')
            {
                break;
            }

            end += 2;
            if (end > _text.Length)
            {
                return false;
            }
        }

        content = new TextRange(_position + 1, end - _position - 1);
        return TryEndField(end + 1);
    }

    private bool ScanNumber(int mostDigits, out long number)
    {
        var end = _position;
        number = 0;
        while (end < _text.Length && (uint)(_text[end] - '0') <= 9)
        {
            number = (number * 10) + _text[end] - '0';
            end++;
        }

        var digits = end - _position;
        if (digits == 0 && end < _text.Length && _text[end] == '-')
        {
            number = -1;
            return TryEndField(end + 1);
        }

        return digits > 0 && digits <= mostDigits && TryEndField(end);
    }

    private bool TryEndField(int end)
    {
        if (end < _text.Length && _text[end] != ' ')
        {
            return false;
        }

        _position = Math.Min(end + 1, _text.Length);
        return true;
    }

    private readonly bool Fail(string reason, out ParseFailure fault)
    {
        fault = new ParseFailure(reason, Math.Clamp(_position, 0, _text.Length));
        return false;
    }
}
