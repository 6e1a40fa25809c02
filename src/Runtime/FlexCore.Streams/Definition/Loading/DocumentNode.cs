namespace FlexCore.Streams.Definition.Loading;

/// <summary>A node of a pipeline file, YAML or JSON, with its place.</summary>
/// <param name="Mark">The node's place.</param>
/// <param name="Size">How many nodes it consists of, aliases counted as often as they are used.</param>
internal abstract record DocumentNode(Mark Mark, int Size)
{
    /// <summary>What the node is, for messages.</summary>
    public abstract string Description { get; }
}

/// <summary>A text, number or boolean.</summary>
/// <param name="Text">The text with its places.</param>
/// <param name="IsPlain">Whether it stood without quotes, so that <c>~</c> and nothing mean null.</param>
internal sealed record ScalarNode(DefinitionText Text, bool IsPlain) : DocumentNode(Text.Mark, 1)
{
    /// <summary>Whether the node is YAML's null.</summary>
    public bool IsNull => IsPlain && Text.Text is "" or "~" or "null";

    /// <inheritdoc/>
    public override string Description => IsNull ? "nothing" : "a text";
}

/// <summary>A list.</summary>
/// <param name="Mark">The place.</param>
/// <param name="Items">The items in order.</param>
internal sealed record SequenceNode(Mark Mark, IReadOnlyList<DocumentNode> Items) : DocumentNode(Mark, 1 + Items.Sum(item => item.Size))
{
    /// <inheritdoc/>
    public override string Description => "a list";
}

/// <summary>Keys and values.</summary>
/// <param name="Mark">The place.</param>
/// <param name="Entries">The entries in order, keys unique.</param>
internal sealed record MappingNode(Mark Mark, IReadOnlyList<MappingEntry> Entries) : DocumentNode(Mark, 1 + Entries.Sum(entry => 1 + entry.Value.Size))
{
    /// <inheritdoc/>
    public override string Description => "a mapping";
}

/// <summary>A key and its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
internal sealed record MappingEntry(DefinitionText Key, DocumentNode Value);
