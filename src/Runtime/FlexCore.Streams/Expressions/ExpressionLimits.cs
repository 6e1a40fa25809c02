namespace FlexCore.Streams.Expressions;

/// <summary>What an expression may cost at most. Exceeding a limit is an <see cref="ExpressionException"/> that names the limit.</summary>
public sealed record ExpressionLimits
{
    /// <summary>The limits that hold when nobody sets others.</summary>
    public static ExpressionLimits Default { get; } = new();

    /// <summary>The longest expression text, in UTF-16 characters.</summary>
    /// <value>Default 65,536.</value>
    public int MaxSourceLength { get; init; } = 65_536;

    /// <summary>How deep brackets, unary operators, conditionals and calls may nest in the text.</summary>
    /// <value>Default 200; more than 1,000 risks the stack of the thread that parses.</value>
    public int MaxNesting { get; init; } = 200;

    /// <summary>How deep the syntax tree may be; a chain <c>a + b + c</c> has one level per operator.</summary>
    /// <value>Default 500; more than 2,000 risks the stack of the thread that evaluates.</value>
    public int MaxTreeDepth { get; init; } = 500;

    /// <summary>
    /// The work of one evaluation: a call of an arrow function costs as many steps as it has operations, each list item that a method
    /// visits costs one, each 16 characters of text that are scanned or copied cost one.
    /// </summary>
    /// <value>Default 1,000,000.</value>
    public long MaxSteps { get; init; } = 1_000_000;

    /// <summary>The largest single text, list or object that an evaluation may create: bytes of text plus 16 for each value inside.</summary>
    /// <value>Default 4 MiB.</value>
    public int MaxValueSize { get; init; } = 4 << 20;

    /// <summary>Everything that one evaluation may create, in the units of <see cref="MaxValueSize"/>.</summary>
    /// <value>Default 16 MiB.</value>
    public long MaxCreated { get; init; } = 16 << 20;

    /// <summary>How deep the lists and objects that an evaluation creates may nest.</summary>
    /// <value>Default 100.</value>
    public int MaxValueDepth { get; init; } = 100;
}
