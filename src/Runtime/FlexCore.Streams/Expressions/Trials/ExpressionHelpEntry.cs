namespace FlexCore.Streams.Expressions.Trials;

/// <summary>One form, function or method of the expression language.</summary>
/// <param name="Group">What it belongs to.</param>
/// <param name="Form">How it is written.</param>
/// <param name="Meaning">What it does, as a sentence.</param>
/// <param name="Example">An expression that uses it.</param>
/// <param name="Result">The example's result as JSON; <c>undefined</c> and <c>NaN</c> as such.</param>
public sealed record ExpressionHelpEntry(string Group, string Form, string Meaning, string Example, string Result);
