namespace FlexCore.Hocon;

/// <summary>One value below an object that is not a non-empty object itself.</summary>
/// <param name="Path">The path from the object, with quotes where a segment needs them.</param>
/// <param name="Value">The value: a scalar, an array, or an empty object; its origin says where it was written.</param>
public sealed record HoconLeaf(HoconPath Path, HoconValue Value);
