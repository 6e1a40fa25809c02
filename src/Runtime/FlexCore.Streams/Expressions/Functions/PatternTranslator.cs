using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace FlexCore.Streams.Expressions.Functions;

/// <summary>Rewrites JavaScript's regular expression syntax where .NET gives the same text another meaning. One instance rewrites one pattern.</summary>
internal sealed class PatternTranslator
{
    private const string Spaces = @"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

    // .NET's \S disagrees with ECMA-262 on U+0085 and U+FEFF, and a class cannot hold a negated class.
    private const string NotSpaces = @"\u0000-\u0008\u000e-\u001f!-\u009f\u00a1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2fff\u3001-\ufefe\uff00-\uffff";
    private const int MaxRepeat = 1_000;

    private readonly string _pattern;
    private readonly SourcePosition _position;
    private readonly bool _dotAll;
    private readonly bool _multiline;
    private readonly StringBuilder _text = new();
    private int _at;
    private int _groups;

    public PatternTranslator(string pattern, RegexOptions options, SourcePosition position)
    {
        _pattern = pattern;
        _position = position;
        _dotAll = options.HasFlag(RegexOptions.Singleline);
        _multiline = options.HasFlag(RegexOptions.Multiline);
    }

    /// <summary>The named groups and their numbers from left to right; .NET would number them after the others.</summary>
    public List<KeyValuePair<string, int>> Names { get; } = [];

    public string Translate()
    {
        while (_at < _pattern.Length)
        {
            Step();
        }

        return _text.ToString();
    }

    private char Peek(int ahead) => _at + ahead < _pattern.Length ? _pattern[_at + ahead] : '\0';

    private void Step()
    {
        var c = _pattern[_at];
        switch (c)
        {
            case '\\':
                Escape(inClass: false);
                break;
            case '[':
                Class();
                break;
            case '(' when Peek(1) == '?':
                GroupStart();
                break;
            case '(':
                _groups++;
                Emit("(", 1);
                break;
            case '.' when !_dotAll:
                Emit(@"[^\n\r\u2028\u2029]", 1);
                break;
            case '$':
                Emit(_multiline ? @"$" : @"\z", 1);
                break;
            case '{':
                Repeat();
                break;
            default:
                Emit(c.ToString(), 1);
                break;
        }
    }

    private void Emit(string text, int length)
    {
        _text.Append(text);
        _at += length;
    }

    private void GroupStart()
    {
        if (Peek(2) is '=' or '!' || (Peek(2) == '<' && Peek(3) is '=' or '!'))
        {
            throw Fail("Lookahead and lookbehind (?= ?! ?<= ?<!) are not supported: patterns are matched in linear time.");
        }

        if (Peek(2) == ':')
        {
            Emit("(?:", 3);
            return;
        }

        var end = _pattern.IndexOf('>', _at);
        var name = Peek(2) == '<' && end > 0 ? _pattern[(_at + 3)..end] : "";
        if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(static c => char.IsLetterOrDigit(c) || c is '_' or '$'))
        {
            throw Fail($"The group '(?{Peek(2)}' is not known: use (…), (?:…) or (?<name>…).");
        }

        if (Names.Exists(known => known.Key == name))
        {
            throw Fail($"The group name '{name}' is used twice.");
        }

        Names.Add(new(name, ++_groups));
        Emit("(", end - _at + 1);
    }

    private void Repeat()
    {
        var end = _pattern.IndexOf('}', _at);
        var inside = end < 0 ? "" : _pattern[(_at + 1)..end];
        var bounds = inside.Split(',');
        var isRepeat = inside.Length > 0 && bounds.Length <= 2 && bounds[0].Length > 0 && inside.All(static c => char.IsAsciiDigit(c) || c == ',');
        if (!isRepeat)
        {
            Emit(@"\{", 1);
            return;
        }

        if (bounds.Any(static bound => bound.Length > 4 || (bound.Length > 0 && int.Parse(bound, CultureInfo.InvariantCulture) > MaxRepeat)))
        {
            throw Fail($"A repetition of more than {MaxRepeat} is not supported.");
        }

        Emit($"{{{inside}}}", inside.Length + 2);
    }

    private void Class()
    {
        var isNegated = Peek(1) == '^';
        var start = isNegated ? 2 : 1;
        if (Peek(start) == ']')
        {
            // [] matches nothing, [^] anything.
            Emit(isNegated ? @"[\s\S]" : @"[^\s\S]", start + 1);
            return;
        }

        Emit(isNegated ? "[^" : "[", start);
        while (_at < _pattern.Length && _pattern[_at] != ']')
        {
            if (_pattern[_at] == '\\')
            {
                Escape(inClass: true);
            }
            else
            {
                // A bracket inside a class would begin .NET's class subtraction.
                Emit(_pattern[_at] == '[' ? @"\[" : _pattern[_at].ToString(), 1);
            }
        }

        if (_at >= _pattern.Length)
        {
            throw Fail("A character class is not closed: expected ']'.");
        }

        Emit("]", 1);
    }

    private void Escape(bool inClass)
    {
        var c = Peek(1);
        switch (c)
        {
            case 'd':
                Emit(inClass ? "0-9" : "[0-9]", 2);
                break;
            case 'D':
                Emit(inClass ? @"\u0000-/:-\uffff" : "[^0-9]", 2);
                break;
            case 'w':
                Emit(inClass ? "a-zA-Z0-9_" : "[a-zA-Z0-9_]", 2);
                break;
            case 'W':
                Emit(inClass ? @"\u0000-/:-@\[-\^`{-\uffff" : "[^a-zA-Z0-9_]", 2);
                break;
            case 's':
                Emit(inClass ? Spaces : $"[{Spaces}]", 2);
                break;
            case 'S':
                Emit(inClass ? NotSpaces : $"[^{Spaces}]", 2);
                break;
            case 'b' or 'B' when !inClass:
                Emit($"\\{c}", 2);
                break;
            case 'n' or 'r' or 't' or 'f' or 'v' or 'b':
                Emit($"\\{c}", 2);
                break;
            case 'x' or 'u':
                CodeUnit(c);
                break;
            case '0' when !char.IsAsciiDigit(Peek(2)):
                Emit(@"\u0000", 2);
                break;
            case 'p' or 'P' when Peek(2) == '{':
                Category();
                break;
            case 'k' or (>= '0' and <= '9'):
                throw Fail("Back references are not supported: patterns are matched in linear time.");
            case '\0':
                throw Fail("The regular expression ends inside an escape.");
            default:
                Emit(Literal(c), 2);
                break;
        }
    }

    private void CodeUnit(char kind)
    {
        if (kind == 'u' && Peek(2) == '{')
        {
            var end = _pattern.IndexOf('}', _at);
            var isCode = int.TryParse(end < 0 ? "" : _pattern[(_at + 3)..end], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code);
            if (!isCode || code is < 0 or > 0xffff)
            {
                throw Fail("The escape \\u{…} needs a code point up to FFFF in hexadecimal digits.");
            }

            Emit($"\\u{code:x4}", end - _at + 1);
            return;
        }

        var digits = kind == 'x' ? 2 : 4;
        for (var i = 2; i < digits + 2; i++)
        {
            if (!char.IsAsciiHexDigit(Peek(i)))
            {
                throw Fail($"The escape \\{kind} needs {digits} hexadecimal digits.");
            }
        }

        Emit(_pattern.Substring(_at, digits + 2), digits + 2);
    }

    private void Category()
    {
        var end = _pattern.IndexOf('}', _at);
        var name = end < 0 ? "" : _pattern[(_at + 3)..end];
        if (name.Length is 0 or > 2 || !name.All(char.IsAsciiLetter))
        {
            throw Fail($"The category '{name}' is not supported: use a general category such as \\p{{L}} or \\p{{Lu}}.");
        }

        Emit($"\\{Peek(1)}{{{name}}}", name.Length + 4);
    }

    // Letters that JavaScript reads literally may be anchors in .NET.
    private static string Literal(char c) => char.IsAsciiLetterOrDigit(c) || c > '\x7f' || c == '_' ? c.ToString() : $"\\{c}";

    private ExpressionException Fail(string message) => PatternCompiler.Fail(message, _position);
}
