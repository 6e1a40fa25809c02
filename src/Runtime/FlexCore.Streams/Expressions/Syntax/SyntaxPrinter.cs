using System.Globalization;
using System.Text;
using FlexCore.Streams.Numbers;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Syntax;

/// <summary>Writes a tree as text that parses to the same tree.</summary>
internal sealed class SyntaxPrinter
{
    private const int Lowest = 0;
    private const int Postfix = OperatorTable.UnaryPrecedence + 1;

    private readonly StringBuilder _text = new();

    private SyntaxPrinter()
    {
    }

    public static string Print(ExpressionSyntax node)
    {
        var printer = new SyntaxPrinter();
        printer.Write(node, Lowest);
        return printer._text.ToString();
    }

    private static int PrecedenceOf(ExpressionSyntax node) => node switch
    {
        BinarySyntax binary => OperatorTable.PrecedenceOf(binary.Operator),
        UnarySyntax => OperatorTable.UnaryPrecedence,
        LiteralSyntax { Value.IsNumber: true } number when number.Value.AsNumber() < 0 => OperatorTable.UnaryPrecedence,
        ConditionalSyntax or ArrowSyntax or SpreadSyntax or PropertySyntax => Lowest,
        _ => Postfix + 1,
    };

    private void Write(ExpressionSyntax node, int minimum)
    {
        if (PrecedenceOf(node) < minimum)
        {
            _text.Append('(');
            Write(node, Lowest);
            _text.Append(')');
            return;
        }

        switch (node)
        {
            case LiteralSyntax literal:
                WriteLiteral(literal.Value);
                break;
            case NameSyntax name:
                _text.Append(name.Name);
                break;
            case TemplateSyntax template:
                WriteTemplate(template);
                break;
            case PatternSyntax pattern:
                _text.Append('/').Append(pattern.Pattern).Append('/').Append(pattern.Flags);
                break;
            case UnarySyntax unary:
                WriteUnary(unary);
                break;
            case BinarySyntax binary:
                WriteBinary(binary);
                break;
            case ConditionalSyntax conditional:
                WriteConditional(conditional);
                break;
            case ArraySyntax array:
                WriteList('[', array.Items, ']');
                break;
            case ObjectSyntax @object:
                WriteList('{', @object.Members, '}');
                break;
            case PropertySyntax property:
                WriteProperty(property);
                break;
            case SpreadSyntax spread:
                _text.Append("...");
                Write(spread.Operand, Lowest);
                break;
            case ArrowSyntax arrow:
                WriteArrow(arrow);
                break;
            default:
                WriteLink(node);
                break;
        }
    }

    private void WriteLink(ExpressionSyntax node)
    {
        switch (node)
        {
            case MemberSyntax member:
                WriteTarget(member.Target);
                _text.Append(member.Optional ? "?." : ".").Append(member.Name);
                break;
            case IndexSyntax index:
                WriteTarget(index.Target);
                _text.Append(index.Optional ? "?.[" : "[");
                Write(index.Key, Lowest);
                _text.Append(']');
                break;
            case CallSyntax call:
                WriteTarget(call.Callee);
                WriteList('(', call.Arguments, ')');
                break;
            case ChainSyntax chain:
                Write(chain.Links, Lowest);
                break;
            default:
                throw new NotSupportedException($"The node {node.GetType().Name} cannot be printed.");
        }
    }

    private void WriteTarget(ExpressionSyntax target)
    {
        // "1.a" is malformed, and a chain in parentheses ends there.
        var needsParentheses = target is ChainSyntax or LiteralSyntax { Value.IsNumber: true };
        if (needsParentheses)
        {
            _text.Append('(');
        }

        Write(target, needsParentheses ? Lowest : Postfix);
        if (needsParentheses)
        {
            _text.Append(')');
        }
    }

    private void WriteUnary(UnarySyntax unary)
    {
        var text = OperatorTable.TextOf(unary.Operator);
        _text.Append(text);

        // "- -a" must not become a decrement.
        if (char.IsAsciiLetter(text[0]) || unary.Operator is UnaryOperator.Negate or UnaryOperator.ToNumber)
        {
            _text.Append(' ');
        }

        Write(unary.Operand, OperatorTable.UnaryPrecedence);
    }

    private void WriteBinary(BinarySyntax binary)
    {
        var precedence = OperatorTable.PrecedenceOf(binary.Operator);
        var isPower = binary.Operator == BinaryOperator.Power;
        var mixes = binary.Operator is BinaryOperator.Coalesce or BinaryOperator.Or or BinaryOperator.And;
        Write(binary.Left, mixes && IsLogical(binary.Left, binary.Operator) ? Postfix : isPower ? Postfix : precedence);
        _text.Append(' ').Append(OperatorTable.TextOf(binary.Operator)).Append(' ');
        Write(binary.Right, mixes && IsLogical(binary.Right, binary.Operator) ? Postfix : isPower ? precedence : precedence + 1);
    }

    private static bool IsLogical(ExpressionSyntax node, BinaryOperator except) => node is BinarySyntax
    {
        Operator: BinaryOperator.Coalesce or BinaryOperator.Or or BinaryOperator.And,
    } binary && binary.Operator != except;

    private void WriteConditional(ConditionalSyntax conditional)
    {
        Write(conditional.Condition, Lowest + 1);
        _text.Append(" ? ");
        Write(conditional.WhenTrue, Lowest);
        _text.Append(" : ");
        Write(conditional.WhenFalse, Lowest);
    }

    private void WriteList(char open, IReadOnlyList<ExpressionSyntax> items, char close)
    {
        _text.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            _text.Append(i == 0 ? "" : ", ");
            Write(items[i], Lowest);
        }

        _text.Append(close);
    }

    private void WriteProperty(PropertySyntax property)
    {
        if (property.Key is LiteralSyntax { Value.IsString: true } name)
        {
            WriteText(name.Value.AsString());
        }
        else
        {
            WriteList('[', [property.Key], ']');
        }

        _text.Append(": ");
        Write(property.Value, Lowest);
    }

    private void WriteTemplate(TemplateSyntax template)
    {
        _text.Append('`');
        for (var i = 0; i < template.Texts.Count; i++)
        {
            WriteEscaped(template.Texts[i], '`');
            if (i < template.Parts.Count)
            {
                _text.Append("${");
                Write(template.Parts[i], Lowest);
                _text.Append('}');
            }
        }

        _text.Append('`');
    }

    private void WriteArrow(ArrowSyntax arrow)
    {
        _text.Append('(');
        for (var i = 0; i < arrow.Parameters.Count; i++)
        {
            _text.Append(i == 0 ? "" : ", ");
            WriteParameter(arrow.Parameters[i]);
        }

        _text.Append(") => ");

        // A brace after the arrow would begin a function body.
        var start = _text.Length;
        Write(arrow.Body, Lowest);
        if (_text[start] == '{')
        {
            _text.Insert(start, '(').Append(')');
        }
    }

    private void WriteParameter(ParameterSyntax? parameter)
    {
        switch (parameter)
        {
            case NameParameterSyntax name:
                _text.Append(name.Name);
                break;
            case ArrayParameterSyntax array:
                _text.Append('[');
                foreach (var item in array.Items)
                {
                    WriteParameter(item);
                    _text.Append(", ");
                }

                _text.Append(']');
                break;
            case ObjectParameterSyntax @object:
                _text.Append('{');
                foreach (var (key, value) in @object.Fields)
                {
                    WriteText(key);
                    _text.Append(": ");
                    WriteParameter(value);
                    _text.Append(", ");
                }

                _text.Append('}');
                break;
        }

        if (parameter?.Default is { } @default)
        {
            _text.Append(" = ");
            Write(@default, Lowest);
        }
    }

    private void WriteLiteral(Value value)
    {
        if (value.IsString)
        {
            WriteText(value.AsString());
        }
        else if (value.TryGetExactNumber(out var exact))
        {
            _text.Append(exact.Text);
        }
        else
        {
            _text.Append(value.IsNumber ? NumberText.Format(value.AsNumber()) : value.ToString());
        }
    }

    private void WriteText(string text)
    {
        _text.Append('"');
        WriteEscaped(text, '"');
        _text.Append('"');
    }

    private void WriteEscaped(string text, char quote)
    {
        foreach (var c in text)
        {
            if (c < ' ' || c is '\x7f' or '\u2028' or '\u2029' || char.IsSurrogate(c))
            {
                _text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
            else
            {
                _text.Append(c == quote || c == '\\' || (c == '$' && quote == '`') ? "\\" : "").Append(c);
            }
        }
    }
}
