namespace FlexCore.Streams.Expressions.Syntax;

/// <content>Arrow functions and their parameters.</content>
internal sealed partial class Parser
{
    private bool IsArrowAhead()
    {
        if (Current.Kind == TokenKind.Name)
        {
            return tokens[_at + 1].Is("=>");
        }

        if (!Current.Is("("))
        {
            return false;
        }

        // What stands after the matching parenthesis tells. Remembered, so that nested parentheses are not scanned again and again.
        return ClosingOf(_at) is var close and > 0 && tokens[close + 1].Is("=>");
    }

    private int ClosingOf(int open)
    {
        _closings ??= FindClosings();
        return _closings[open];
    }

    private int[] FindClosings()
    {
        var closings = new int[tokens.Count];
        var open = new Stack<int>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Is("("))
            {
                open.Push(i);
            }
            else if (tokens[i].Is(")") && open.TryPop(out var start))
            {
                closings[start] = i;
            }
        }

        return closings;
    }

    private ArrowSyntax ParseArrow()
    {
        var start = Current;
        Enter();
        List<ParameterSyntax> parameters;
        if (start.Is("("))
        {
            _at++;
            parameters = ParseItems(")", "to close the parameters", static parser => parser.ParseParameter());
        }
        else
        {
            parameters = [ParseParameter()];
        }

        Expect("=>", "after the parameters");
        if (Current.Is("{"))
        {
            throw Fail(
                "Function bodies with statements are not supported; an object as result needs parentheses: x => ({ … }).",
                Current.Position,
                ExpressionErrorCode.NotSupported);
        }

        var body = ParseExpression();
        _nesting--;
        return Check(new ArrowSyntax(start.Position, parameters, body));
    }

    private ParameterSyntax ParseParameter()
    {
        Enter();
        var token = tokens[_at++];
        ParameterSyntax parameter;
        if (token.Is("["))
        {
            var items = ParseItems("]", "to close the pattern", static parser => parser.Current.Is(",") ? null : parser.ParseParameter());
            parameter = new ArrayParameterSyntax(token.Position, items, ParseDefault());
        }
        else if (token.Is("{"))
        {
            var fields = ParseItems("}", "to close the pattern", static parser => parser.ParseField());
            parameter = new ObjectParameterSyntax(token.Position, fields, ParseDefault());
        }
        else if (token.Is("..."))
        {
            throw Fail("Rest parameters are not supported.", token.Position, ExpressionErrorCode.NotSupported);
        }
        else
        {
            _at--;
            parameter = ParseNameParameter();
        }

        _nesting--;
        return parameter.Depth <= limits.MaxTreeDepth ? parameter : throw TooDeep("The parameters nest too deep.");
    }

    private NameParameterSyntax ParseNameParameter()
    {
        var token = Current;
        if (token.Kind != TokenKind.Name)
        {
            throw Unexpected("a parameter's name");
        }

        _at++;
        return ParseName(token) is NameSyntax name
            ? new NameParameterSyntax(name.Position, name.Name, ParseDefault())
            : throw Fail($"'{token.Text}' cannot be a parameter's name.", token.Position);
    }

    private ExpressionSyntax? ParseDefault()
    {
        if (!Current.Is("="))
        {
            return null;
        }

        _at++;
        return ParseExpression();
    }

    private KeyValuePair<string, ParameterSyntax> ParseField()
    {
        var token = Current;
        if (token.Kind == TokenKind.Name && !tokens[_at + 1].Is(":"))
        {
            return new(token.Text, ParseNameParameter());
        }

        _at++;
        var key = ParseKey(token);
        Expect(":", "after the field's name");
        return new(key, ParseParameter());
    }
}
