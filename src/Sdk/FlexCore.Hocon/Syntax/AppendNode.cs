namespace FlexCore.Hocon.Syntax;

/// <summary>What <c>+=</c> makes: the field's earlier value and the elements appended to it.</summary>
internal sealed class AppendNode(Node previous, IReadOnlyList<Node> elements)
    : ConcatenationNode([previous, new ArrayNode(elements, elements[0].Origin)])
{
    private readonly Node _previous = previous;
    private readonly IReadOnlyList<Node> _elements = elements;

    /// <summary>
    /// Joins appends that follow one another, so that a list built line by line does not nest as deeply as it is long. Only simple elements
    /// move: one that holds a substitution may look back, and would then see a different earlier value.
    /// </summary>
    /// <param name="definitions">The definitions of one field, the earliest first.</param>
    /// <returns>Definitions that mean the same.</returns>
    public static IEnumerable<Node> JoinRuns(IReadOnlyList<Node> definitions)
    {
        var run = new List<AppendNode>();
        foreach (var definition in definitions)
        {
            if (run.Count > 0 && !(definition is AppendNode next && next.Continues(run[0])))
            {
                yield return Join(run);
                run.Clear();
            }

            if (definition is AppendNode append)
            {
                run.Add(append);
            }
            else
            {
                yield return definition;
            }
        }

        if (run.Count > 0)
        {
            yield return Join(run);
        }
    }

    private static AppendNode Join(List<AppendNode> run) =>
        run.Count == 1 ? run[0] : new AppendNode(run[0]._previous, [.. run.SelectMany(append => append._elements)]);

    private bool Continues(AppendNode first) => _elements.All(element => element is ScalarNode) && (_previous, first._previous) switch
    {
        (PreviousNode, PreviousNode) => true,
        (SubstitutionNode mine, SubstitutionNode theirs) =>
            mine.Path.Prefix.SequenceEqual(theirs.Path.Prefix, StringComparer.Ordinal)
            && mine.Path.Written.SequenceEqual(theirs.Path.Written, StringComparer.Ordinal),
        _ => false,
    };
}
