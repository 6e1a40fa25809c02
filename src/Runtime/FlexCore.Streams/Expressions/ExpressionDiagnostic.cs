namespace FlexCore.Streams.Expressions;

/// <summary>One mistake in an expression.</summary>
/// <param name="Code">The kind of mistake.</param>
/// <param name="Message">What is wrong and what to do about it, as a sentence.</param>
/// <param name="Position">Where it is in the expression's text.</param>
/// <param name="Suggestion">What was probably meant, such as a field's name; null without a good guess.</param>
public sealed record ExpressionDiagnostic(
    ExpressionErrorCode Code,
    string Message,
    SourcePosition Position,
    string? Suggestion = null)
{
    /// <inheritdoc/>
    public override string ToString() => Suggestion is null
        ? $"{Position}: {Message}"
        : $"{Position}: {Message} Did you mean '{Suggestion}'?";
}
