namespace FlexCore.Streams.Reference;

/// <summary>A source, step or sink, as the reference page shows it.</summary>
/// <param name="Kind">Its key in the pipeline file.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Where">How the loader calls its mapping in messages; empty when its value is no mapping.</param>
/// <param name="Keys">The keys of the mapping.</param>
/// <param name="Examples">Examples, each a complete YAML node that the loader reads and the compiler accepts.</param>
internal sealed record ReferenceEntry(string Kind, string Summary, string Where, IReadOnlyList<ReferenceKey> Keys, IReadOnlyList<string> Examples);
