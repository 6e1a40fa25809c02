namespace FlexCore.Streams.Definition.Loading;

/// <summary>Reads nodes that name their kind by their only key: <c>file: { … }</c>.</summary>
internal static class KindReader
{
    /// <summary>Finds the kind. A bare text such as <c>stdin</c> counts as a kind without settings.</summary>
    /// <param name="node">The node.</param>
    /// <param name="what">What is read, for messages: <c>source</c>.</param>
    /// <param name="kinds">The kinds there are.</param>
    /// <param name="context">Takes mistakes.</param>
    /// <param name="companions">Further keys that may stand beside the kind.</param>
    /// <returns>The entry whose key is the kind, or <see langword="null"/> after a reported mistake.</returns>
    public static MappingEntry? Read(DocumentNode node, string what, IReadOnlyList<string> kinds, LoadContext context, params ReadOnlySpan<string> companions)
    {
        context.Know($"a {what}", [.. kinds, .. companions]);
        if (node is ScalarNode { IsNull: false } scalar && kinds.Contains(scalar.Text.Text))
        {
            return new MappingEntry(scalar.Text, new ScalarNode(new DefinitionText(string.Empty, scalar.Mark), IsPlain: true));
        }

        if (node is not MappingNode mapping)
        {
            context.Diagnostics.Add(DiagnosticCodes.WrongType, node.Mark, $"A {what} must be a mapping with one kind, not {node.Description}.", $"Allowed here: {string.Join(", ", kinds)}.");
            return null;
        }

        MappingEntry? found = null;
        foreach (var entry in mapping.Entries)
        {
            if (companions.Contains(entry.Key.Text))
            {
                continue;
            }

            if (!kinds.Contains(entry.Key.Text))
            {
                Unknown(mapping, entry, what, [.. kinds, .. companions], context);
                return null;
            }

            if (found is not null)
            {
                context.Diagnostics.Add(DiagnosticCodes.WrongType, entry.Key.Mark, $"A {what} has one kind, but this one has '{found.Key}' and '{entry.Key}'.", "Write two list items, each with its own dash.");
                return null;
            }

            found = entry;
        }

        if (found is null)
        {
            context.Diagnostics.Add(DiagnosticCodes.MissingKey, node.Mark, $"A {what} needs a kind.", $"Allowed here: {string.Join(", ", kinds)}.");
        }

        return found;
    }

    private static void Unknown(MappingNode mapping, MappingEntry entry, string what, IReadOnlyList<string> kinds, LoadContext context) =>
        context.Diagnostics.Add(
            DiagnosticCodes.UnknownOperator,
            entry.Key.Mark,
            $"There is no {what} '{entry.Key}'.",
            FlowCut.Help(mapping, entry) ?? NameSuggestion.For(entry.Key.Text, kinds));
}
