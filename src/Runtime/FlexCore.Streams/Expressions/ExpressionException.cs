namespace FlexCore.Streams.Expressions;

/// <summary>The only failure of parsing, compiling and evaluating an expression.</summary>
public sealed class ExpressionException : Exception
{
    /// <summary>Creates the failure.</summary>
    /// <param name="diagnostic">What is wrong and where.</param>
    public ExpressionException(ExpressionDiagnostic diagnostic)
        : base(diagnostic.ToString()) => Diagnostic = diagnostic;

    /// <summary>What is wrong and where.</summary>
    public ExpressionDiagnostic Diagnostic { get; }

    /// <summary>The kind of mistake.</summary>
    public ExpressionErrorCode Code => Diagnostic.Code;

    /// <summary>Where it is in the expression's text.</summary>
    public SourcePosition Position => Diagnostic.Position;
}
