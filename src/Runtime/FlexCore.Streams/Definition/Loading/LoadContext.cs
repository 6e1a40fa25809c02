namespace FlexCore.Streams.Definition.Loading;

/// <summary>What all readers of one file share: variables, mistakes and the readings of simple nodes.</summary>
/// <param name="diagnostics">Takes mistakes.</param>
/// <param name="variables">Replaces variables.</param>
/// <param name="operators">The names of the program's own operators.</param>
internal sealed class LoadContext(DiagnosticBag diagnostics, VariableSubstitution variables, IReadOnlyList<string>? operators = null)
{
    /// <summary>The names of the program's own operators.</summary>
    public IReadOnlyList<string> Operators { get; } = operators ?? [];

    /// <summary>Takes mistakes.</summary>
    public DiagnosticBag Diagnostics { get; } = diagnostics;

    /// <summary>For each kind of mapping that was read, the keys it may have: the reference page is held against it.</summary>
    public Dictionary<string, HashSet<string>> KnownKeys { get; } = new(StringComparer.Ordinal);

    /// <summary>Remembers keys that a kind of mapping may have.</summary>
    /// <param name="where">The kind of mapping.</param>
    /// <param name="keys">The keys.</param>
    public void Know(string where, IEnumerable<string> keys)
    {
        if (!KnownKeys.TryGetValue(where, out var known))
        {
            KnownKeys[where] = known = new HashSet<string>(StringComparer.Ordinal);
        }

        known.UnionWith(keys);
    }

    /// <summary>A node as text, variables replaced.</summary>
    /// <param name="node">The node.</param>
    /// <param name="what">The key, for messages.</param>
    /// <param name="help">What may have caused it that there is no text, if known.</param>
    /// <returns>The text, or <see langword="null"/> after a reported mistake.</returns>
    public DefinitionText? Text(DocumentNode node, string what, string? help = null)
    {
        if (node is ScalarNode { IsNull: false } scalar)
        {
            return variables.Apply(scalar.Text);
        }

        return Wrong<DefinitionText>(node, what, "a text", help);
    }

    /// <summary>A node as mapping.</summary>
    /// <param name="node">The node.</param>
    /// <param name="what">The key, for messages.</param>
    /// <param name="where">What the mapping is, for messages.</param>
    public MappingReader? Mapping(DocumentNode node, string what, string where) => node switch
    {
        MappingNode mapping => new MappingReader(mapping, where, this),
        _ => Wrong<MappingReader>(node, what, "a mapping"),
    };

    /// <summary>A node as list of texts; one text counts as a list of one.</summary>
    /// <param name="node">The node.</param>
    /// <param name="what">The key, for messages.</param>
    public EquatableList<DefinitionText> Texts(DocumentNode node, string what)
    {
        IReadOnlyList<DocumentNode> items = node is SequenceNode sequence ? sequence.Items : [node];
        if (items.Count == 0)
        {
            Diagnostics.Add(DiagnosticCodes.InvalidValue, node.Mark, $"'{what}' must not be empty.");
        }

        return EquatableList.From(items.Select(item => Text(item, what)).OfType<DefinitionText>());
    }

    /// <summary>A node as names with texts.</summary>
    /// <param name="node">The node.</param>
    /// <param name="what">The key, for messages.</param>
    public EquatableList<NamedText> NamedTexts(DocumentNode node, string what)
    {
        if (node is not MappingNode mapping)
        {
            Wrong<MappingNode>(node, what, "a mapping");
            return EquatableList<NamedText>.Empty;
        }

        if (mapping.Entries.Count == 0)
        {
            Diagnostics.Add(DiagnosticCodes.InvalidValue, node.Mark, $"'{what}' must not be empty.");
        }

        return EquatableList.From(mapping.Entries
            .Select(entry => Text(entry.Value, entry.Key.Text, FlowCut.Help(mapping, entry)) is { } text ? new NamedText(entry.Key, text) : null)
            .OfType<NamedText>());
    }

    /// <summary>A text as one of an enumeration's names.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="text">The text.</param>
    /// <param name="what">The key, for messages.</param>
    public T? Choice<T>(DefinitionText text, string what)
        where T : struct, Enum
    {
        foreach (var name in Enum.GetNames<T>())
        {
            if (string.Equals(name, text.Text, StringComparison.OrdinalIgnoreCase))
            {
                return Enum.Parse<T>(name);
            }
        }

        var allowed = Enum.GetNames<T>().Select(name => name.ToLowerInvariant());
        Diagnostics.Add(DiagnosticCodes.InvalidValue, text.Mark, $"'{text}' is not allowed for '{what}'.", NameSuggestion.For(text.Text, allowed));
        return null;
    }

    /// <summary>A text as duration, or <see langword="null"/> after a reported mistake.</summary>
    /// <param name="text">The text.</param>
    /// <param name="what">The key, for messages.</param>
    public TimeSpan? Duration(DefinitionText text, string what)
    {
        if (DurationText.TryParse(text.Text, out var duration))
        {
            return duration;
        }

        Diagnostics.Add(DiagnosticCodes.InvalidValue, text.Mark, $"'{text}' is not a duration for '{what}'.", "Write a number and a unit: 500ms, 10s, 1m, 2h or 1d.");
        return null;
    }

    private T? Wrong<T>(DocumentNode node, string what, string wanted, string? help = null)
        where T : class
    {
        Diagnostics.Add(DiagnosticCodes.WrongType, node.Mark, $"'{what}' must be {wanted}, not {node.Description}.", help);
        return null;
    }
}
