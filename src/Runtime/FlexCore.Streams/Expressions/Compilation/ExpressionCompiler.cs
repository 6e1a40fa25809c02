using FlexCore.Streams.Expressions.Syntax;

namespace FlexCore.Streams.Expressions.Compilation;

/// <summary>Turns an expression into something that can be evaluated for each row.</summary>
public static class ExpressionCompiler
{
    /// <summary>Parses and binds an expression.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="scope">The names it may use.</param>
    /// <param name="limits">What it may cost; null means <see cref="ExpressionLimits.Default"/>.</param>
    /// <returns>The compiled expression, or every mistake that was found.</returns>
    public static ExpressionResult<CompiledExpression> Compile(string text, IExpressionScope scope, ExpressionLimits? limits = null)
    {
        var parsed = ExpressionParser.Parse(text, limits);
        return parsed.TryGet(out var syntax)
            ? Compile(syntax, scope, limits)
            : ExpressionResult<CompiledExpression>.Failure(parsed.Diagnostics);
    }

    /// <summary>Binds an expression, or a part of one such as the argument of an aggregate.</summary>
    /// <param name="syntax">The tree.</param>
    /// <param name="scope">The names it may use.</param>
    /// <param name="limits">What it may cost; null means <see cref="ExpressionLimits.Default"/>.</param>
    /// <returns>The compiled expression, or every mistake that was found.</returns>
    public static ExpressionResult<CompiledExpression> Compile(ExpressionSyntax syntax, IExpressionScope scope, ExpressionLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(syntax);
        ArgumentNullException.ThrowIfNull(scope);
        return new Binder(scope, limits ?? ExpressionLimits.Default).Compile(syntax);
    }
}
