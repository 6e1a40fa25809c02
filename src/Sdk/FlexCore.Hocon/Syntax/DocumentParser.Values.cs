namespace FlexCore.Hocon.Syntax;

internal sealed partial class DocumentParser
{
    /// <summary>Everything up to the end of the line or element, concatenated.</summary>
    private Node ParseValue()
    {
        var parts = new List<Node>();
        while (!_reader.Current.EndsValue)
        {
            if (_reader.Kind == TokenKind.Whitespace)
            {
                var gap = _reader.Take();
                if (parts.Count > 0 && !_reader.Current.EndsValue)
                {
                    parts.Add(new ScalarNode(new HoconScalar(HoconValueKind.String, gap.Text, gap.Origin), isGap: true));
                }
            }
            else
            {
                parts.Add(ParsePart());
            }
        }

        return parts.Count == 0 ? throw _reader.Unexpected("a value") : Concatenation.Of(parts);
    }

    private Node ParsePart()
    {
        switch (_reader.Kind)
        {
            case TokenKind.OpenBrace:
                return ParseObject();
            case TokenKind.OpenBracket:
                return ParseArray();
            case TokenKind.Substitution or TokenKind.OptionalSubstitution:
                return ParseSubstitution();
            case TokenKind.Quoted:
                var quoted = _reader.Take();
                return new ScalarNode(new HoconScalar(HoconValueKind.String, quoted.Text, quoted.Origin));
            case TokenKind.Unquoted:
                var unquoted = _reader.Take();
                return new ScalarNode(new HoconScalar(KindOf(unquoted.Text), unquoted.Text, unquoted.Origin));
            default:
                throw _reader.Unexpected("a comma, a new line or the rest of the value (a text with this character needs double quotes)");
        }
    }

    private static HoconValueKind KindOf(string text) => text switch
    {
        "true" or "false" => HoconValueKind.Boolean,
        "null" => HoconValueKind.Null,
        _ => Characters.IsNumber(text) ? HoconValueKind.Number : HoconValueKind.String,
    };

    private ArrayNode ParseArray()
    {
        var origin = _reader.Take().Origin;
        Enter(1, origin);
        _arrays++;
        var items = new List<Node>();
        _reader.SkipBlank();
        while (_reader.Kind != TokenKind.CloseBracket)
        {
            items.Add(ParseValue());
            Separate(TokenKind.CloseBracket);
        }

        _reader.Take();
        _arrays--;
        _depth--;
        return new ArrayNode(items, origin);
    }

    private SubstitutionNode ParseSubstitution()
    {
        var start = _reader.Take();
        var path = PathReader.Read(_reader);
        var isList = _reader.Kind == TokenKind.OpenBracket;
        if (isList)
        {
            _reader.Take();
            Expect(TokenKind.CloseBracket, "']' of the list suffix '[]'");
            _reader.SkipWhitespace();
        }

        Expect(TokenKind.CloseBrace, "'}' at the end of the substitution");
        if (!site.IsAddressable)
        {
            throw new HoconException(
                HoconErrorKind.Include,
                start.Origin,
                "A file included inside an array cannot hold substitutions, because no path leads into an array; include it under a key and refer to that key from the array.");
        }

        return new SubstitutionNode(
            new SubstitutionPath(site.Prefix, path),
            start.Kind == TokenKind.OptionalSubstitution,
            isList,
            start.Origin);
    }

    private void Expect(TokenKind kind, string what)
    {
        if (_reader.Kind != kind)
        {
            throw _reader.Unexpected(what);
        }

        _reader.Take();
    }
}
