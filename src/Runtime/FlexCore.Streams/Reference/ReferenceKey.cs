namespace FlexCore.Streams.Reference;

/// <summary>A key of a part of a pipeline file.</summary>
/// <param name="Name">The key.</param>
/// <param name="Meaning">What it does.</param>
/// <param name="Default">The default, or <c>required</c>.</param>
internal sealed record ReferenceKey(string Name, string Meaning, string Default);
