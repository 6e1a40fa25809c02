namespace FlexCore.Streams.Expressions.Syntax;

/// <summary>Spelling and precedence of the operators.</summary>
internal static class OperatorTable
{
    /// <summary>The precedence of <c>**</c>, whose left operand may not be a unary expression.</summary>
    public const int PowerPrecedence = 12;

    /// <summary>The precedence above every binary operator.</summary>
    public const int UnaryPrecedence = 13;

    private static readonly Dictionary<string, (BinaryOperator Operator, int Precedence)> Binary = new(StringComparer.Ordinal)
    {
        ["??"] = (BinaryOperator.Coalesce, 1),
        ["||"] = (BinaryOperator.Or, 2),
        ["&&"] = (BinaryOperator.And, 3),
        ["|"] = (BinaryOperator.BitOr, 4),
        ["^"] = (BinaryOperator.BitXor, 5),
        ["&"] = (BinaryOperator.BitAnd, 6),
        ["=="] = (BinaryOperator.LooseEqual, 7),
        ["!="] = (BinaryOperator.LooseNotEqual, 7),
        ["==="] = (BinaryOperator.Equal, 7),
        ["!=="] = (BinaryOperator.NotEqual, 7),
        ["<"] = (BinaryOperator.Less, 8),
        ["<="] = (BinaryOperator.LessOrEqual, 8),
        [">"] = (BinaryOperator.Greater, 8),
        [">="] = (BinaryOperator.GreaterOrEqual, 8),
        ["in"] = (BinaryOperator.In, 8),
        ["<<"] = (BinaryOperator.ShiftLeft, 9),
        [">>"] = (BinaryOperator.ShiftRight, 9),
        [">>>"] = (BinaryOperator.ShiftRightUnsigned, 9),
        ["+"] = (BinaryOperator.Add, 10),
        ["-"] = (BinaryOperator.Subtract, 10),
        ["*"] = (BinaryOperator.Multiply, 11),
        ["/"] = (BinaryOperator.Divide, 11),
        ["%"] = (BinaryOperator.Remainder, 11),
        ["**"] = (BinaryOperator.Power, PowerPrecedence),
    };

    private static readonly Dictionary<string, UnaryOperator> Unary = new(StringComparer.Ordinal)
    {
        ["-"] = UnaryOperator.Negate,
        ["+"] = UnaryOperator.ToNumber,
        ["!"] = UnaryOperator.Not,
        ["~"] = UnaryOperator.BitNot,
        ["typeof"] = UnaryOperator.TypeOf,
    };

    public static bool TryGetBinary(string text, out BinaryOperator @operator, out int precedence)
    {
        var found = Binary.TryGetValue(text, out var entry);
        (@operator, precedence) = entry;
        return found;
    }

    public static bool TryGetUnary(string text, out UnaryOperator @operator) => Unary.TryGetValue(text, out @operator);

    public static int PrecedenceOf(BinaryOperator @operator) => Entry(@operator).Value.Precedence;

    public static string TextOf(BinaryOperator @operator) => Entry(@operator).Key;

    public static string TextOf(UnaryOperator @operator) => Unary.First(entry => entry.Value == @operator).Key;

    private static KeyValuePair<string, (BinaryOperator Operator, int Precedence)> Entry(BinaryOperator @operator) =>
        Binary.First(entry => entry.Value.Operator == @operator);
}
