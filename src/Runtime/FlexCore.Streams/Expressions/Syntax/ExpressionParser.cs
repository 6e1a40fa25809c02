namespace FlexCore.Streams.Expressions.Syntax;

/// <summary>Turns text into a syntax tree.</summary>
public static class ExpressionParser
{
    /// <summary>Parses one expression.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="limits">Bounds on length and nesting; null means <see cref="ExpressionLimits.Default"/>.</param>
    /// <returns>The tree, or the first mistake.</returns>
    public static ExpressionResult<ExpressionSyntax> Parse(string text, ExpressionLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        limits ??= ExpressionLimits.Default;
        if (text.Length > limits.MaxSourceLength)
        {
            return Refuse(new ExpressionDiagnostic(
                ExpressionErrorCode.SourceTooLong,
                $"The expression has {text.Length:N0} characters; at most {limits.MaxSourceLength:N0} are allowed.",
                SourcePosition.Start));
        }

        try
        {
            return ExpressionResult<ExpressionSyntax>.Success(new Parser(Lexer.Read(text), limits).ParseAll());
        }
        catch (ExpressionException mistake)
        {
            return Refuse(mistake.Diagnostic);
        }
    }

    private static ExpressionResult<ExpressionSyntax> Refuse(ExpressionDiagnostic diagnostic) =>
        ExpressionResult<ExpressionSyntax>.Failure([diagnostic]);
}
