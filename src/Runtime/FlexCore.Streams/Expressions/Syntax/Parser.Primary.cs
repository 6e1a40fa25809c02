using FlexCore.Streams.Numbers;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Syntax;

/// <content>Operands: literals, names, brackets and arrow functions.</content>
internal sealed partial class Parser
{
    // Words that JavaScript reserves and the language leaves out, with what to do instead.
    private static readonly Dictionary<string, string> Unsupported = new(StringComparer.Ordinal)
    {
        ["new"] = "'new' is not supported: use Date.parse(text) or the function without 'new'.",
        ["this"] = "'this' is not supported: use '$' for the whole record.",
        ["function"] = "Write an arrow function: x => …",
        ["async"] = "Expressions are synchronous.",
        ["await"] = "Expressions are synchronous.",
        ["delete"] = "Expressions change nothing: use the step 'omit' to remove a field.",
        ["void"] = "Write 'undefined'.",
        ["instanceof"] = "Use typeof or Array.isArray.",
        ["class"] = "Statements are not supported: write one expression.",
        ["if"] = "Write condition ? a : b.",
        ["let"] = "Statements are not supported: write one expression.",
        ["const"] = "Statements are not supported: write one expression.",
        ["var"] = "Statements are not supported: write one expression.",
        ["return"] = "Statements are not supported: write one expression.",
        ["for"] = "Loops are not supported: use map, filter or reduce.",
        ["while"] = "Loops are not supported: use map, filter or reduce.",
        ["do"] = "Loops are not supported: use map, filter or reduce.",
        ["throw"] = "Statements are not supported: write one expression.",
        ["switch"] = "Write condition ? a : b.",
        ["import"] = "Expressions cannot load modules.",
        ["yield"] = "Expressions cannot yield.",
        ["super"] = "'super' is not supported.",
    };

    // Nodes in parentheses, by reference: parentheses have no node of their own.
    private readonly HashSet<ExpressionSyntax> _parenthesised = new(ReferenceEqualityComparer.Instance);

    private ExpressionSyntax ParsePrimary()
    {
        var token = Current;
        if (IsArrowAhead())
        {
            return ParseArrow();
        }

        _at++;
        switch (token.Kind)
        {
            case TokenKind.Number:
                return new LiteralSyntax(token.Position, token.Number);
            case TokenKind.Text:
                return new LiteralSyntax(token.Position, Value.String(token.Text));
            case TokenKind.Pattern:
                return new PatternSyntax(token.Position, token.Text, token.Extra);
            case TokenKind.TemplateWhole:
                return new TemplateSyntax(token.Position, [token.Text], []);
            case TokenKind.TemplateHead:
                return ParseTemplate(token);
            case TokenKind.Name:
                return ParseName(token);
        }

        if (token.Is("("))
        {
            return ParseParentheses();
        }

        if (token.Is("["))
        {
            Enter();
            var items = ParseItems("]", "to close the list", static parser => parser.ParseItem());
            _nesting--;
            return Check(new ArraySyntax(token.Position, items));
        }

        if (token.Is("{"))
        {
            Enter();
            var members = ParseItems("}", "to close the object", static parser => parser.ParseProperty());
            _nesting--;
            return Check(new ObjectSyntax(token.Position, members));
        }

        _at--;
        throw Unexpected("a value");
    }

    private static ExpressionSyntax ParseName(Token token)
    {
        if (Unsupported.TryGetValue(token.Text, out var remedy))
        {
            throw Fail(remedy, token.Position, ExpressionErrorCode.NotSupported);
        }

        return token.Text switch
        {
            "true" => new LiteralSyntax(token.Position, Value.True),
            "false" => new LiteralSyntax(token.Position, Value.False),
            "null" => new LiteralSyntax(token.Position, Value.Null),
            "in" => throw Fail("Expected a value before 'in'.", token.Position),
            _ => new NameSyntax(token.Position, token.Text),
        };
    }

    private ExpressionSyntax ParseParentheses()
    {
        Enter();
        var inner = ParseExpression();
        _nesting--;
        Expect(")", "to close the parentheses");
        _parenthesised.Add(inner);
        return inner;
    }

    private TemplateSyntax ParseTemplate(Token head)
    {
        Enter();
        List<string> texts = [head.Text];
        List<ExpressionSyntax> parts = [];
        while (true)
        {
            parts.Add(ParseExpression());
            var next = Current;
            if (next.Kind is not (TokenKind.TemplateMiddle or TokenKind.TemplateTail))
            {
                throw Unexpected("'}' to close the template's expression");
            }

            _at++;
            texts.Add(next.Text);
            if (next.Kind == TokenKind.TemplateTail)
            {
                _nesting--;
                return Check(new TemplateSyntax(head.Position, texts, parts));
            }
        }
    }

    private ExpressionSyntax ParseProperty()
    {
        var token = Current;
        if (token.Is("..."))
        {
            return ParseItem();
        }

        _at++;
        ExpressionSyntax key;
        if (token.Is("["))
        {
            key = ParseExpression();
            Expect("]", "to close the computed key");
        }
        else
        {
            key = new LiteralSyntax(token.Position, Value.String(ParseKey(token)));
            if (token.Kind == TokenKind.Name && (Current.Is(",") || Current.Is("}")))
            {
                return new PropertySyntax(token.Position, key, ParseName(token));
            }
        }

        Expect(":", "after the field's name");
        return Check(new PropertySyntax(token.Position, key, ParseExpression()));
    }

    private string ParseKey(Token token)
    {
        if (token.Kind is TokenKind.Name or TokenKind.Text)
        {
            return token.Text;
        }

        if (token.Kind == TokenKind.Number)
        {
            return NumberText.Format(token.Number.AsNumber());
        }

        _at--;
        throw Unexpected("a field's name");
    }

    private ExpressionException Unexpected(string expected)
    {
        var token = Current;
        var isAssignment = token.Kind == TokenKind.Punctuator
            && (token.Text is "=" or "++" or "--" || (token.Text.Length > 1 && token.Text[^1] == '=' && !OperatorTable.TryGetBinary(token.Text, out _, out _)));
        if (isAssignment)
        {
            return Fail(
                $"'{token.Text}' changes a value, which expressions cannot: compare with '==='.",
                token.Position,
                ExpressionErrorCode.NotSupported);
        }

        return token.Kind == TokenKind.Name && Unsupported.TryGetValue(token.Text, out var remedy)
            ? Fail(remedy, token.Position, ExpressionErrorCode.NotSupported)
            : Fail($"Expected {expected}, found {token.Describe()}.", token.Position);
    }
}
