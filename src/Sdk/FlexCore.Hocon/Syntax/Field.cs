namespace FlexCore.Hocon.Syntax;

/// <summary>All definitions of one key that can still matter, the earliest first. A later definition lies above an earlier one.</summary>
/// <remarks>
/// Objects that lie directly on one another are merged into one. A value that is no object and not delayed hides everything below it and
/// is therefore always the lowest; it stays there as the barrier that keeps a fallback added later from showing through.
/// </remarks>
internal sealed class Field
{
    private readonly List<Node> _layers = [];

    public IReadOnlyList<Node> Layers => _layers;

    /// <summary>Adds a later definition. An object node passed in belongs to the field from now on.</summary>
    public void Push(Node definition)
    {
        if (definition is ObjectNode upper && _layers.Count > 0 && _layers[^1] is ObjectNode lower)
        {
            lower.MergeFrom(upper);
            return;
        }

        if (definition is not ObjectNode && !definition.IsDelayed)
        {
            _layers.Clear();
        }

        _layers.Add(definition);
    }

    public void PushAll(Field later)
    {
        foreach (var layer in later._layers)
        {
            Push(layer);
        }
    }

    public Field Copy()
    {
        var copy = new Field();
        foreach (var layer in _layers)
        {
            copy._layers.Add(layer is ObjectNode fields ? fields.Copy() : layer);
        }

        return copy;
    }
}
