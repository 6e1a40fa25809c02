namespace FlexCore.Streams.Expressions.Trials;

/// <summary>Knows any name: a record of which nothing is known beforehand. Filled while an expression is compiled.</summary>
internal sealed class TrialScope : IExpressionScope
{
    /// <summary>The name of the record itself.</summary>
    public const string WholeRecord = "$";

    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IEnumerable<string> Names => _slots.Keys;

    /// <summary>The names that were asked for and their slots.</summary>
    public IReadOnlyDictionary<string, int> Slots => _slots;

    /// <summary>How many slots a row needs.</summary>
    public int Count => _slots.Count;

    /// <inheritdoc/>
    public bool TryResolve(string name, out int slot)
    {
        if (!_slots.TryGetValue(name, out slot))
        {
            slot = _slots[name] = _slots.Count;
        }

        return true;
    }
}
