using FlexCore.Streams.Numbers;

namespace FlexCore.Streams.Expressions.Syntax;

/// <summary>Splits an expression into tokens. One instance reads one text.</summary>
internal sealed partial class Lexer
{
    private static readonly string[] Punctuators =
    [
        ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "**",
        "<<", ">>", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "{", "}", "(", ")", "[", "]", ".", ",", ";", "<", ">", "+",
        "-", "*", "/", "%", "&", "|", "^", "!", "~", "?", ":", "=",
    ];

    private readonly string _source;
    private readonly List<Token> _tokens = [];

    // Braces open inside each template expression that is being read; its closing brace is the one at count 0.
    private readonly Stack<int> _templates = new();
    private int _at;
    private int _line = 1;
    private int _lineStart;

    private Lexer(string source) => _source = source;

    private SourcePosition Here => new(_at, _line, _at - _lineStart + 1);

    private char Current => _at < _source.Length ? _source[_at] : '\0';

    /// <summary>Splits a text.</summary>
    /// <param name="source">The text.</param>
    /// <returns>The tokens; the last is <see cref="TokenKind.End"/>.</returns>
    /// <exception cref="ExpressionException">The text has a malformed token.</exception>
    public static List<Token> Read(string source)
    {
        var lexer = new Lexer(source);
        while (lexer.SkipBlanks())
        {
            lexer.ReadToken();
        }

        if (lexer._templates.Count > 0)
        {
            throw Fail("The template is not closed: expected '}'.", lexer.Here);
        }

        lexer.Add(TokenKind.End, lexer.Here, "");
        return lexer._tokens;
    }

    private char Peek(int ahead) => _at + ahead < _source.Length ? _source[_at + ahead] : '\0';

    private void Add(TokenKind kind, SourcePosition position, string text) => _tokens.Add(new Token(kind, position, text));

    private bool SkipBlanks()
    {
        while (_at < _source.Length)
        {
            if (Current == '/' && Peek(1) == '/')
            {
                while (_at < _source.Length && !IsLineEnd(Current))
                {
                    _at++;
                }
            }
            else if (Current == '/' && Peek(1) == '*')
            {
                SkipBlockComment();
            }
            else if (NumberText.IsSpace(Current))
            {
                Advance();
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private void SkipBlockComment()
    {
        var start = Here;
        _at += 2;
        while (_at < _source.Length)
        {
            if (Current == '*' && Peek(1) == '/')
            {
                _at += 2;
                return;
            }

            Advance();
        }

        throw Fail("The comment is not closed: expected '*/'.", start);
    }

    private void Advance()
    {
        var isLineEnd = IsLineEnd(Current) && !(Current == '\r' && Peek(1) == '\n');
        _at++;
        if (isLineEnd)
        {
            _line++;
            _lineStart = _at;
        }
    }

    private void ReadToken()
    {
        var current = Current;
        if (char.IsAsciiDigit(current) || (current == '.' && char.IsAsciiDigit(Peek(1))))
        {
            ReadNumber();
        }
        else if (IsNameStart(current))
        {
            ReadName();
        }
        else if (current is '"' or '\'')
        {
            ReadText(current);
        }
        else if (current == '`')
        {
            ReadTemplate(isStart: true);
        }
        else if (current == '}' && _templates.TryPeek(out var open) && open == 0)
        {
            _templates.Pop();
            ReadTemplate(isStart: false);
        }
        else if (current == '/' && !EndsOperand())
        {
            ReadPattern();
        }
        else
        {
            ReadPunctuator();
        }
    }

    private void ReadName()
    {
        var start = Here;
        while (IsNamePart(Current))
        {
            _at++;
        }

        Add(TokenKind.Name, start, _source[start.Offset.._at]);
    }

    private void ReadPunctuator()
    {
        var start = Here;

        // "a?.5:b" is a conditional, "a?.b" is not.
        if (Current == '?' && Peek(1) == '.' && !char.IsAsciiDigit(Peek(2)))
        {
            _at += 2;
            Add(TokenKind.Punctuator, start, "?.");
            return;
        }

        foreach (var punctuator in Punctuators)
        {
            if (string.CompareOrdinal(_source, _at, punctuator, 0, punctuator.Length) == 0)
            {
                CountBraces(punctuator);
                _at += punctuator.Length;
                Add(TokenKind.Punctuator, start, punctuator);
                return;
            }
        }

        throw Fail($"The character '{Current}' (U+{(int)Current:X4}) does not belong into an expression.", start);
    }

    private void CountBraces(string punctuator)
    {
        if (_templates.Count > 0 && punctuator is ("{" or "}"))
        {
            _templates.TryPop(out var open);
            _templates.Push(punctuator == "{" ? open + 1 : open - 1);
        }
    }

    // A slash after an operand divides; anywhere else it begins a regular expression.
    private bool EndsOperand()
    {
        if (_tokens.Count == 0)
        {
            return false;
        }

        var last = _tokens[^1];
        return last.Kind switch
        {
            TokenKind.Punctuator => last.Text is ")" or "]" or "}",
            TokenKind.Name => last.Text is not ("typeof" or "in") || IsFieldName(),
            TokenKind.TemplateHead or TokenKind.TemplateMiddle => false,
            _ => true,
        };
    }

    private bool IsFieldName() => _tokens.Count > 1 && (_tokens[^2].Is(".") || _tokens[^2].Is("?."));

    private static ExpressionException Fail(string message, SourcePosition position) =>
        new(new ExpressionDiagnostic(ExpressionErrorCode.Syntax, message, position));

    private static bool IsLineEnd(char c) => c is '\n' or '\r' or '\u2028' or '\u2029';

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c is '_' or '$' || (c > '\x7f' && char.IsLetter(c));

    private static bool IsNamePart(char c) => IsNameStart(c) || char.IsAsciiDigit(c) || (c > '\x7f' && char.IsLetterOrDigit(c));
}
