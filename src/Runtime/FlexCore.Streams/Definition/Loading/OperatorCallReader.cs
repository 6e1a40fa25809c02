namespace FlexCore.Streams.Definition.Loading;

/// <summary>Reads steps of a program's own operators. Their options are known to the compiler, which checks them.</summary>
internal static class OperatorCallReader
{
    /// <summary>Reads the step.</summary>
    /// <param name="entry">The operator's name and its options.</param>
    /// <param name="context">Variables and mistakes.</param>
    public static OperatorCall? Read(MappingEntry entry, LoadContext context)
    {
        if (entry.Value is ScalarNode { IsNull: true })
        {
            return new OperatorCall(entry.Key, []);
        }

        if (entry.Value is not MappingNode mapping)
        {
            context.Diagnostics.Add(DiagnosticCodes.WrongType, entry.Value.Mark, $"'{entry.Key}' must be a mapping, not {entry.Value.Description}.");
            return null;
        }

        return new OperatorCall(entry.Key, EquatableList.From(mapping.Entries.Select(option => new OperatorArgument(option.Key, Values(option, context)))));
    }

    private static EquatableList<DefinitionText> Values(MappingEntry option, LoadContext context)
    {
        IReadOnlyList<DocumentNode> items = option.Value is SequenceNode sequence ? sequence.Items : [option.Value];
        return EquatableList.From(items.Select(item => context.Text(item, option.Key.Text)).OfType<DefinitionText>());
    }
}
