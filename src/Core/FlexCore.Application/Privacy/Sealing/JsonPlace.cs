namespace FlexCore.Application.Privacy.Sealing;

/// <summary>A value inside a JSON text.</summary>
/// <param name="Pointer">Where it is, as a JSON pointer.</param>
/// <param name="Start">Its first byte.</param>
/// <param name="End">The byte behind its last one.</param>
internal readonly record struct JsonPlace(string Pointer, int Start, int End);
