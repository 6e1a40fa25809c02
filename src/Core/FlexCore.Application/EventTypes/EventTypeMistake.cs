namespace FlexCore.Application.EventTypes;

/// <summary>What is wrong with a declared type.</summary>
/// <param name="Version">The version it is about; 0 for the type as a whole.</param>
/// <param name="Part">Which part: <c>type</c>, <c>versions</c>, <c>members</c>, <c>next</c>, <c>example</c> or <c>becomes</c>.</param>
/// <param name="Message">What is wrong, with the value.</param>
/// <param name="Remedy">What to do.</param>
public sealed record EventTypeMistake(int Version, string Part, string Message, string Remedy);
