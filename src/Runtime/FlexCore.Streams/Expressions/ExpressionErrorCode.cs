namespace FlexCore.Streams.Expressions;

/// <summary>What kind of mistake an expression has, at compile time or while it is evaluated.</summary>
public enum ExpressionErrorCode
{
    /// <summary>The text is not an expression.</summary>
    Syntax,

    /// <summary>The text uses JavaScript that is deliberately left out, such as assignment or <c>new</c>.</summary>
    NotSupported,

    /// <summary>The text is longer than <see cref="ExpressionLimits.MaxSourceLength"/>.</summary>
    SourceTooLong,

    /// <summary>The text nests deeper than <see cref="ExpressionLimits.MaxNesting"/> or <see cref="ExpressionLimits.MaxTreeDepth"/>.</summary>
    NestedTooDeep,

    /// <summary>A name is neither a field nor a parameter.</summary>
    UnknownName,

    /// <summary>No function or method has this name.</summary>
    UnknownFunction,

    /// <summary>A call passes too few, too many or unsuitable arguments.</summary>
    WrongArguments,

    /// <summary>A regular expression is malformed or uses what a linear-time matcher cannot do.</summary>
    InvalidPattern,

    /// <summary>While evaluating: an operation does not exist for this kind of value, such as a field of <c>null</c>.</summary>
    WrongKind,

    /// <summary>While evaluating: an argument is out of range, such as a negative repeat count.</summary>
    OutOfRange,

    /// <summary>While evaluating: text is not JSON.</summary>
    InvalidJson,

    /// <summary>While evaluating: more work than <see cref="ExpressionLimits.MaxSteps"/>.</summary>
    StepLimit,

    /// <summary>While evaluating: more data than <see cref="ExpressionLimits.MaxValueSize"/> or <see cref="ExpressionLimits.MaxCreated"/>.</summary>
    SizeLimit,

    /// <summary>While evaluating: lists and objects nested deeper than <see cref="ExpressionLimits.MaxValueDepth"/>.</summary>
    DepthLimit,
}
