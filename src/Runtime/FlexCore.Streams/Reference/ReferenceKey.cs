namespace FlexCore.Streams.Reference;

/// <summary>A key of a part of a pipeline file.</summary>
/// <param name="Name">The key.</param>
/// <param name="Meaning">What it does.</param>
/// <param name="Default">The default, or <c>required</c>.</param>
/// <param name="Type">What may stand as its value.</param>
internal sealed record ReferenceKey(string Name, string Meaning, string Default, KeyType Type)
{
    /// <summary>The default of keys that must be there.</summary>
    public const string Required = "required";

    /// <summary>Whether the mapping is wrong without the key.</summary>
    public bool IsRequired => Default == Required;
}
