namespace FlexCore.Streams.Expressions.Syntax;

/// <summary>A recursive-descent parser with precedence climbing. One instance parses one text.</summary>
internal sealed partial class Parser(List<Token> tokens, ExpressionLimits limits)
{
    private int _at;
    private int _nesting;
    private int[]? _closings;

    private Token Current => tokens[_at];

    public ExpressionSyntax ParseAll()
    {
        var expression = ParseExpression();
        return Current.Kind == TokenKind.End ? expression : throw Unexpected("an operator or the end of the expression");
    }

    private ExpressionSyntax ParseExpression()
    {
        var condition = ParseBinary(0);
        var question = Current;
        if (!question.Is("?"))
        {
            return condition;
        }

        Enter();
        _at++;
        var whenTrue = ParseExpression();
        Expect(":", "between the two values of '?'");
        var whenFalse = ParseExpression();
        _nesting--;
        return Check(new ConditionalSyntax(question.Position, condition, whenTrue, whenFalse));
    }

    private ExpressionSyntax ParseBinary(int minimum)
    {
        Enter();
        var left = ParseUnary();
        while (Current.Kind is TokenKind.Punctuator or TokenKind.Name
            && OperatorTable.TryGetBinary(Current.Text, out var @operator, out var precedence)
            && precedence >= minimum)
        {
            var token = tokens[_at++];
            var isPower = @operator == BinaryOperator.Power;
            if (isPower && left is UnarySyntax && !_parenthesised.Contains(left))
            {
                throw Fail("Write parentheses around the sign: (-a) ** b or -(a ** b).", token.Position);
            }

            var right = ParseBinary(isPower ? precedence : precedence + 1);
            RefuseMixedCoalesce(@operator, left, right, token);
            left = Check(new BinarySyntax(token.Position, @operator, left, right));
        }

        _nesting--;
        return left;
    }

    // JavaScript asks for parentheses where ?? meets || or &&, because readers disagree on the precedence.
    private void RefuseMixedCoalesce(BinaryOperator @operator, ExpressionSyntax left, ExpressionSyntax right, Token token)
    {
        var isMixed = @operator switch
        {
            BinaryOperator.Coalesce => IsBareLogical(left, BinaryOperator.Or, BinaryOperator.And)
                || IsBareLogical(right, BinaryOperator.Or, BinaryOperator.And),
            BinaryOperator.Or or BinaryOperator.And => IsBareLogical(left, BinaryOperator.Coalesce, BinaryOperator.Coalesce)
                || IsBareLogical(right, BinaryOperator.Coalesce, BinaryOperator.Coalesce),
            _ => false,
        };
        if (isMixed)
        {
            throw Fail("Write parentheses where '??' is mixed with '||' or '&&'.", token.Position);
        }
    }

    private bool IsBareLogical(ExpressionSyntax operand, BinaryOperator first, BinaryOperator second) =>
        operand is BinarySyntax binary
        && (binary.Operator == first || binary.Operator == second)
        && !_parenthesised.Contains(operand);

    private ExpressionSyntax ParseUnary()
    {
        var token = Current;
        if (token.Kind is TokenKind.Punctuator or TokenKind.Name && OperatorTable.TryGetUnary(token.Text, out var @operator))
        {
            Enter();
            _at++;
            var operand = ParseUnary();
            _nesting--;
            return Check(new UnarySyntax(token.Position, @operator, operand));
        }

        return ParsePostfix();
    }

    private ExpressionSyntax ParsePostfix()
    {
        var start = Current.Position;
        var expression = ParsePrimary();
        var hasOptional = false;
        while (true)
        {
            var token = Current;
            if (token.Is("."))
            {
                _at++;
                expression = Check(ParseMember(expression, isOptional: false));
            }
            else if (token.Is("?."))
            {
                hasOptional = true;
                _at++;
                expression = Check(ParseOptionalLink(expression));
            }
            else if (token.Is("["))
            {
                expression = Check(ParseIndex(expression, isOptional: false));
            }
            else if (token.Is("("))
            {
                expression = Check(ParseCall(expression));
            }
            else if (token.Kind is TokenKind.TemplateWhole or TokenKind.TemplateHead)
            {
                throw Fail("Tagged templates are not supported.", token.Position, ExpressionErrorCode.NotSupported);
            }
            else
            {
                return hasOptional ? Check(new ChainSyntax(start, expression)) : expression;
            }
        }
    }

    private ExpressionSyntax ParseOptionalLink(ExpressionSyntax target)
    {
        if (Current.Is("["))
        {
            return ParseIndex(target, isOptional: true);
        }

        return Current.Is("(")
            ? throw Fail("A function value cannot be called with '?.(': fields hold data only.", Current.Position, ExpressionErrorCode.NotSupported)
            : ParseMember(target, isOptional: true);
    }

    private MemberSyntax ParseMember(ExpressionSyntax target, bool isOptional)
    {
        var name = Current;
        if (name.Kind != TokenKind.Name)
        {
            throw Unexpected("a field's name after the dot");
        }

        _at++;
        return new MemberSyntax(name.Position, target, name.Text, isOptional);
    }

    private IndexSyntax ParseIndex(ExpressionSyntax target, bool isOptional)
    {
        var open = tokens[_at++];
        Enter();
        var key = ParseExpression();
        _nesting--;
        Expect("]", "to close the index");
        return new IndexSyntax(open.Position, target, key, isOptional);
    }

    private CallSyntax ParseCall(ExpressionSyntax callee)
    {
        var position = callee.Position;
        _at++;
        Enter();
        var arguments = ParseItems(")", "to close the arguments", static parser => parser.ParseItem());
        _nesting--;
        return new CallSyntax(position, callee, arguments);
    }

    private ExpressionSyntax ParseItem()
    {
        var token = Current;
        if (!token.Is("..."))
        {
            return ParseExpression();
        }

        _at++;
        return Check(new SpreadSyntax(token.Position, ParseExpression()));
    }

    // Items up to the closing bracket; a comma may follow the last.
    private List<T> ParseItems<T>(string close, string purpose, Func<Parser, T> parse)
    {
        var items = new List<T>();
        while (!Current.Is(close))
        {
            items.Add(parse(this));
            if (Current.Is(close))
            {
                break;
            }

            if (!Current.Is(","))
            {
                throw Unexpected($"',' or '{close}' {purpose}");
            }

            _at++;
        }

        _at++;
        return items;
    }

    private void Enter()
    {
        if (++_nesting > limits.MaxNesting)
        {
            throw TooDeep($"The expression nests deeper than {limits.MaxNesting} levels.");
        }
    }

    private T Check<T>(T node)
        where T : ExpressionSyntax => node.Depth <= limits.MaxTreeDepth
            ? node
            : throw TooDeep($"The expression chains more than {limits.MaxTreeDepth} operations.");

    private void Expect(string punctuator, string purpose)
    {
        if (!Current.Is(punctuator))
        {
            throw Unexpected($"'{punctuator}' {purpose}");
        }

        _at++;
    }

    private ExpressionException TooDeep(string message) => Fail(
        message + " Split it into several fields with map.",
        Current.Position,
        ExpressionErrorCode.NestedTooDeep);

    private static ExpressionException Fail(
        string message,
        SourcePosition position,
        ExpressionErrorCode code = ExpressionErrorCode.Syntax) => new(new ExpressionDiagnostic(code, message, position));
}
