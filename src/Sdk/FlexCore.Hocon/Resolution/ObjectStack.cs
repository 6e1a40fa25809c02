namespace FlexCore.Hocon.Resolution;

/// <summary>Objects that lie on one another, to be merged into one: the fields of the upper win, objects in both merge in turn.</summary>
/// <remarks>Lives within one evaluation of its resolver.</remarks>
internal sealed class ObjectStack
{
    private readonly LinkedList<(WeakObject Part, bool IsWritten)> _fromLowest = [];

    public bool IsEmpty => _fromLowest.Count == 0;

    /// <summary>Adds an object below all others.</summary>
    /// <param name="part">The object.</param>
    /// <param name="isWritten">
    /// True when it is written in this very place, so that its definitions become definitions of the merged fields; false when a substitution
    /// brought it, whose fields keep their own history.
    /// </param>
    public void AddBelow(WeakObject part, bool isWritten) => _fromLowest.AddFirst((part, isWritten));

    /// <summary>Adds an object above all others; the parameters are those of <see cref="AddBelow"/>.</summary>
    public void AddAbove(WeakObject part, bool isWritten) => _fromLowest.AddLast((part, isWritten));

    /// <summary>The merged object; the object itself when there is one; null when there is none.</summary>
    public WeakObject? Merge(Budget budget)
    {
        if (_fromLowest.Last is not { } uppermost || _fromLowest.Count == 1)
        {
            return _fromLowest.Last?.Value.Part;
        }

        var origin = uppermost.Value.Part.Origin;
        var contributions = new OrderedDictionary<string, List<(Cell Cell, bool IsWritten)>>(StringComparer.Ordinal);
        foreach (var (part, isWritten) in _fromLowest)
        {
            budget.CountSteps(part.Fields.Count, origin);
            foreach (var (key, cell) in part.Fields)
            {
                if (!contributions.TryGetValue(key, out var cells))
                {
                    cells = [];
                    contributions.Add(key, cells);
                }

                cells.Add((cell, isWritten));
            }
        }

        var fields = new OrderedDictionary<string, Cell>(contributions.Count, StringComparer.Ordinal);
        foreach (var (key, cells) in contributions)
        {
            fields.Add(key, cells.Count == 1 ? cells[0].Cell : new Cell([.. cells.SelectMany(Layers)]));
        }

        return new WeakObject(fields, origin);
    }

    private static IEnumerable<Layer> Layers((Cell Cell, bool IsWritten) part) =>
        part.IsWritten ? part.Cell.Layers : [new Layer(null, part.Cell, null)];
}
