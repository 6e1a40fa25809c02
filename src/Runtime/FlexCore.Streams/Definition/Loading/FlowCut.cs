namespace FlexCore.Streams.Definition.Loading;

/// <summary>Recognises an expression that YAML cut in two: in <c>{ s: sum(a, 1) }</c> the comma ends the entry, and <c>1)</c> becomes a key.</summary>
internal static class FlowCut
{
    private const string Advice = "Put the expression in quotes: a comma separates entries inside { }.";

    /// <summary>The help for an entry that should not be there, or <see langword="null"/> when no cut caused it.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="entry">One of its entries.</param>
    public static string? Help(MappingNode mapping, MappingEntry entry)
    {
        if (entry.Value is not ScalarNode { IsNull: true })
        {
            return null;
        }

        // A call with several commas leaves several such entries behind, so all of them look back to the entry with the open bracket.
        for (var i = mapping.Entries.TakeWhile(other => !ReferenceEquals(other, entry)).Count() - 1; i >= 0; i--)
        {
            switch (mapping.Entries[i].Value)
            {
                case ScalarNode { IsNull: true }:
                    continue;
                case ScalarNode { IsPlain: true } before when IsOpen(before.Text.Text):
                    return Advice;
                default:
                    return null;
            }
        }

        return null;
    }

    private static bool IsOpen(string text) => text.Count(letter => letter is '(' or '[' or '{') > text.Count(letter => letter is ')' or ']' or '}');
}
