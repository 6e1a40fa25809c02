namespace FlexCore.Streams.UserOperators;

/// <summary>What may stand as the value of an <see cref="OperatorOption"/>.</summary>
public enum OptionKind
{
    /// <summary>Any text: <see cref="OperatorSetup.Text"/>.</summary>
    Text,

    /// <summary>A number: <see cref="OperatorSetup.Number"/>.</summary>
    Number,

    /// <summary>A whole number: <see cref="OperatorSetup.WholeNumber"/>.</summary>
    WholeNumber,

    /// <summary>True or false: <see cref="OperatorSetup.Flag"/>.</summary>
    Flag,

    /// <summary>A duration such as <c>10s</c>: <see cref="OperatorSetup.Duration"/>.</summary>
    Duration,

    /// <summary>One of <see cref="OperatorOption.Choices"/>: <see cref="OperatorSetup.Text"/>.</summary>
    Choice,

    /// <summary>The name of a field: <see cref="OperatorSetup.Text"/>, then <see cref="OperatorSetup.Reads"/> or <see cref="OperatorSetup.Writes"/>.</summary>
    Field,

    /// <summary>One or more names of fields: <see cref="OperatorSetup.Texts"/>.</summary>
    Fields,

    /// <summary>An expression, computed for each record before the operator sees it: <see cref="OperatorSetup.Computes"/>.</summary>
    Expression,
}
