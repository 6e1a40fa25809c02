namespace FlexCore.Streams.Reference;

/// <summary>A source, step or sink, as the reference page and the JSON Schema show it.</summary>
/// <param name="Kind">Its key in the pipeline file.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Where">How the loader calls its mapping in messages; empty when its value is no mapping.</param>
/// <param name="Keys">The keys of the mapping.</param>
/// <param name="Examples">Examples, each a complete YAML node that the loader reads and the compiler accepts.</param>
internal sealed record ReferenceEntry(string Kind, string Summary, string Where, IReadOnlyList<ReferenceKey> Keys, IReadOnlyList<string> Examples)
{
    /// <summary>What may stand instead of the mapping, such as the path of <c>file: access.log</c>.</summary>
    /// <value>The default value is nothing: only the mapping.</value>
    public KeyType? Short { get; init; }

    /// <summary>Everything that may stand as the kind's value.</summary>
    public KeyType Value
    {
        get
        {
            KeyType? mapping = Where.Length > 0 ? KeyType.Object(Where, Keys) : null;
            return (Short, mapping) switch
            {
                ({ } brief, { } full) => KeyType.Either(brief, full),
                ({ } brief, null) => brief,
                (null, { } full) => full,
                _ => throw new InvalidOperationException($"The reference entry '{Kind}' has neither keys nor a short form."),
            };
        }
    }

    /// <summary>Whether the kind may stand alone as a text: <c>stdin</c>.</summary>
    public bool IsBareAllowed => Short == KeyType.Nothing;
}
