namespace FlexCore.Cli.Testing;

/// <summary>A field that is not as expected.</summary>
/// <param name="Field">The field.</param>
/// <param name="Expected">Its expected value as JSON; <see langword="null"/> when the field should be missing.</param>
/// <param name="Actual">Its value as JSON; <see langword="null"/> when it is missing.</param>
internal sealed record FieldDifference(string Field, string? Expected, string? Actual);
