namespace FlexCore.Hocon.Syntax;

/// <summary>Parses one HOCON text into an object of stacked definitions.</summary>
/// <remarks>One instance per text, used by one thread. Recursion is bounded by <see cref="HoconLimits.NestingDepthMax"/>.</remarks>
internal sealed partial class DocumentParser(string text, string source, IncludeSite site, HoconLimits limits, IIncluder includer)
{
    private readonly TokenReader _reader = new(text, source);
    private readonly List<string> _path = [];
    private int _depth = site.Depth;
    private int _arrays;

    /// <summary>Parses the whole text.</summary>
    /// <exception cref="HoconException">The text is not HOCON, or its root is an array.</exception>
    public ObjectNode Parse()
    {
        _reader.SkipBlank();
        var origin = _reader.Current.Origin;
        if (_reader.Kind == TokenKind.OpenBracket)
        {
            ParseArray();
            ExpectEnd();
            throw new HoconException(HoconErrorKind.WrongType, origin, "The root is an array; a configuration (and an included file) needs an object at its root.");
        }

        if (_reader.Kind == TokenKind.OpenBrace)
        {
            var root = ParseObject();
            ExpectEnd();
            return root;
        }

        var fields = new ObjectNode(origin);
        ParseFields(fields, TokenKind.End);
        return fields;
    }

    private void ExpectEnd()
    {
        _reader.SkipBlank();
        if (_reader.Kind != TokenKind.End)
        {
            throw _reader.Unexpected("the end of the text after the root's closing bracket");
        }
    }

    private ObjectNode ParseObject()
    {
        var node = new ObjectNode(_reader.Take().Origin);
        Enter(1, node.Origin);
        ParseFields(node, TokenKind.CloseBrace);
        _reader.Take();
        _depth--;
        return node;
    }

    private void ParseFields(ObjectNode target, TokenKind end)
    {
        _reader.SkipBlank();
        while (_reader.Kind != end)
        {
            ParseField(target);
            Separate(end);
        }
    }

    /// <summary>Passes what separates two fields or elements: a comma, newlines, or one comma among newlines.</summary>
    private void Separate(TokenKind end)
    {
        _reader.SkipWhitespace();
        var separated = _reader.Kind == TokenKind.Newline;
        _reader.SkipBlank();
        if (_reader.Kind == TokenKind.Comma)
        {
            _reader.Take();
            _reader.SkipBlank();
        }
        else if (!separated && _reader.Kind != end)
        {
            throw Unseparated(end);
        }
    }

    private HoconException Unseparated(TokenKind end) => end switch
    {
        TokenKind.CloseBracket => _reader.Unexpected("a comma, a new line or ']'"),
        TokenKind.CloseBrace => _reader.Unexpected("a comma, a new line or '}'"),
        _ when _reader.Kind == TokenKind.CloseBrace => ClosesNothing(),
        _ => _reader.Unexpected("a comma or a new line"),
    };

    private HoconException ClosesNothing() =>
        new(HoconErrorKind.Syntax, _reader.Current.Origin, "This '}' closes nothing: no '{' is open.");

    private void ParseField(ObjectNode target)
    {
        var first = _reader.Current;
        if (first.Kind == TokenKind.Unquoted && (first.Text == "include" || first.Text.StartsWith("include.", StringComparison.Ordinal)))
        {
            ParseInclude(target);
            return;
        }

        if (first.Kind == TokenKind.CloseBrace)
        {
            throw ClosesNothing();
        }

        if (first.Kind is not (TokenKind.Unquoted or TokenKind.Quoted or TokenKind.Substitution or TokenKind.OptionalSubstitution))
        {
            throw _reader.Unexpected("a key");
        }

        var path = PathReader.Read(_reader);
        _reader.SkipBlank();
        target.Define(path, ParseFieldValue(path));
    }

    private Node ParseFieldValue(IReadOnlyList<string> path)
    {
        var separator = _reader.Current;
        if (separator.Kind is TokenKind.Colon or TokenKind.Equals or TokenKind.PlusEquals)
        {
            _reader.Take();
            _reader.SkipBlank();
        }
        else if (separator.Kind != TokenKind.OpenBrace)
        {
            throw _reader.Unexpected($"':', '=', '+=' or '{{' after the key {HoconPath.Render(path)}");
        }

        Enter(path.Count - 1, separator.Origin);
        _path.AddRange(path);
        var definition = separator.Kind == TokenKind.PlusEquals ? ParseAppended(separator.Origin) : ParseValue();
        _path.RemoveRange(_path.Count - path.Count, path.Count);
        _depth -= path.Count - 1;
        return definition;
    }

    /// <summary><c>a += b</c> is <c>a = ${?a} [b]</c>. Inside an array no path names the field; there it refers to its earlier value directly.</summary>
    private AppendNode ParseAppended(HoconOrigin origin)
    {
        Node previous = _arrays == 0 && site.IsAddressable
            ? new SubstitutionNode(new SubstitutionPath(site.Prefix, [.. _path]), isOptional: true, isList: false, origin)
            : new PreviousNode(origin);
        _arrays++;
        var element = ParseValue();
        _arrays--;
        return new AppendNode(previous, [element]);
    }

    private void Enter(int levels, HoconOrigin origin)
    {
        _depth += levels;
        if (_depth > limits.NestingDepthMax)
        {
            throw new HoconException(HoconErrorKind.Limit, origin, $"The nesting is deeper than {limits.NestingDepthMax} levels; flatten the document or raise {nameof(HoconLimits)}.{nameof(HoconLimits.NestingDepthMax)}.");
        }
    }
}
