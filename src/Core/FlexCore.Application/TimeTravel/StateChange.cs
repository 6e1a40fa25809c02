namespace FlexCore.Application.TimeTravel;

/// <summary>One difference between two states, in the manner of JSON Patch (RFC 6902).</summary>
/// <param name="Op"><c>add</c>, <c>remove</c> or <c>replace</c>.</param>
/// <param name="Path">Where, as a JSON pointer (RFC 6901).</param>
/// <param name="Value">The new value as JSON; <see langword="null"/> for <c>remove</c>.</param>
/// <param name="Old">The old value as JSON; <see langword="null"/> for <c>add</c>.</param>
public sealed record StateChange(string Op, string Path, string? Value, string? Old);
