namespace FlexCore.Hocon.Syntax;

/// <summary>An object as written, its duplicate keys already stacked. Changed only while its document is being built.</summary>
internal sealed class ObjectNode(HoconOrigin origin) : Node(origin)
{
    private readonly OrderedDictionary<string, Field> _fields = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, Field> Fields => _fields;

    /// <summary>Adds a definition at a path; the objects on the way are made when missing.</summary>
    public void Define(IReadOnlyList<string> path, Node value)
    {
        var definition = value;
        for (var i = path.Count - 1; i > 0; i--)
        {
            var parent = new ObjectNode(value.Origin);
            parent.FieldOf(path[i]).Push(definition);
            definition = parent;
        }

        FieldOf(path[0]).Push(definition);
    }

    /// <summary>Lays another object's definitions over this one's. The other object must not be used afterwards.</summary>
    public void MergeFrom(ObjectNode later)
    {
        foreach (var (key, field) in later._fields)
        {
            if (_fields.TryGetValue(key, out var existing))
            {
                existing.PushAll(field);
            }
            else
            {
                _fields.Add(key, field);
            }
        }
    }

    /// <summary>A copy that can be merged without changing this object. Nodes that never change are shared.</summary>
    public ObjectNode Copy()
    {
        var copy = new ObjectNode(Origin);
        foreach (var (key, field) in _fields)
        {
            copy._fields.Add(key, field.Copy());
        }

        return copy;
    }

    private Field FieldOf(string key)
    {
        if (!_fields.TryGetValue(key, out var field))
        {
            field = new Field();
            _fields.Add(key, field);
        }

        return field;
    }
}
