namespace FlexCore.Streams.Expressions.Syntax;

/// <summary>The operators before one operand.</summary>
public enum UnaryOperator
{
    /// <summary><c>-</c></summary>
    Negate,

    /// <summary><c>+</c></summary>
    ToNumber,

    /// <summary><c>!</c></summary>
    Not,

    /// <summary><c>~</c></summary>
    BitNot,

    /// <summary><c>typeof</c></summary>
    TypeOf,
}
