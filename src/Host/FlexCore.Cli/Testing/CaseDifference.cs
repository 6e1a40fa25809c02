namespace FlexCore.Cli.Testing;

/// <summary>One difference between what a case expects and what came. The property names in camel case are a JSON contract.</summary>
/// <param name="Where">What was compared: a sink, the dead letters, a counter, or the run.</param>
/// <param name="Row">The record's number from 1 among the expected ones (or the actual ones when none was expected there); 0 when it is no record.</param>
/// <param name="Kind">What is different.</param>
/// <param name="Expected">What the case says, as JSON or text; <see langword="null"/> when it says nothing.</param>
/// <param name="Actual">What came; <see langword="null"/> when nothing came.</param>
/// <param name="Fields">The different fields, for records that differ.</param>
internal sealed record CaseDifference(string Where, int Row, DifferenceKind Kind, string? Expected, string? Actual, IReadOnlyList<FieldDifference> Fields);
