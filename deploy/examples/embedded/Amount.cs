namespace FlexCore.Examples.Embedded;

/// <summary>The body of a deposit.</summary>
/// <param name="Cents">The amount.</param>
internal sealed record Amount(long Cents);
