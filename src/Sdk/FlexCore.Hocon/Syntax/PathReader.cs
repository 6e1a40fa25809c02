using System.Text;

namespace FlexCore.Hocon.Syntax;

/// <summary>Reads a path expression: a concatenation in which a dot outside quotes separates the segments.</summary>
/// <remarks>Lives for one path, within one call.</remarks>
internal sealed class PathReader
{
    private readonly List<string> _segments = [];
    private readonly StringBuilder _segment = new();
    private readonly HoconOrigin _origin;
    private string _blank = "";
    private bool _quoted;
    private bool _any;

    private PathReader(HoconOrigin origin) => _origin = origin;

    /// <summary>Reads up to the first token that cannot belong to a path. The reader stands on the first token of the path.</summary>
    public static IReadOnlyList<string> Read(TokenReader reader)
    {
        var path = new PathReader(reader.Current.Origin);
        while (true)
        {
            switch (reader.Kind)
            {
                case TokenKind.Unquoted:
                    path.Add(reader.Take());
                    break;
                case TokenKind.Quoted:
                    path.AddQuoted(reader.Take().Text);
                    break;
                case TokenKind.Whitespace:
                    path._blank += reader.Take().Text;
                    break;
                case TokenKind.Substitution or TokenKind.OptionalSubstitution:
                    throw new HoconException(HoconErrorKind.Syntax, reader.Current.Origin, "A path cannot hold a substitution: neither a key nor another substitution's path.");
                default:
                    return path.Finish();
            }
        }
    }

    /// <summary>Reads a text that is one path expression and nothing else.</summary>
    public static IReadOnlyList<string> ReadWhole(string text)
    {
        var reader = new TokenReader(text, $"path '{text}'");
        reader.SkipWhitespace();
        var path = Read(reader);
        return reader.Kind == TokenKind.End ? path : throw reader.Unexpected("a path expression such as a.b.\"c.d\"");
    }

    private void Add(Token token)
    {
        TakeBlank();
        foreach (var c in token.Text)
        {
            if (c == '.')
            {
                EndSegment();
            }
            else
            {
                _segment.Append(c);
            }
        }
    }

    private void AddQuoted(string content)
    {
        TakeBlank();
        _segment.Append(content);
        _quoted = true;
    }

    /// <summary>Whitespace counts only between parts: before the first and after the last it is dropped.</summary>
    private void TakeBlank()
    {
        _segment.Append(_any ? _blank : "");
        _blank = "";
        _any = true;
    }

    private void EndSegment()
    {
        if (_segment.Length == 0 && !_quoted)
        {
            throw new HoconException(HoconErrorKind.Syntax, _origin, "The path has an empty segment (a leading, trailing or doubled dot); write \"\" if it should be empty.");
        }

        _segments.Add(_segment.ToString());
        _segment.Clear();
        _quoted = false;
    }

    private List<string> Finish()
    {
        if (!_any)
        {
            throw new HoconException(HoconErrorKind.Syntax, _origin, "A path is missing here; write a name, or \"\" for the empty name.");
        }

        EndSegment();
        return _segments;
    }
}
