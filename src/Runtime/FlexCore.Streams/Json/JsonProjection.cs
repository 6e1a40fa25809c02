using System.Collections.Immutable;
using System.Text;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Json;

/// <summary>The wanted fields of a JSON record as a tree, so that one pass over the text finds them all.</summary>
/// <remarks>Immutable and safe to share.</remarks>
internal sealed class JsonProjection
{
    private const int None = -1;

    private readonly byte[] _name;

    private JsonProjection(string name, int slot, ImmutableArray<JsonProjection> children)
    {
        Name = name;
        _name = Encoding.UTF8.GetBytes(name);
        Slot = slot;
        Children = children;
    }

    /// <summary>The field's name.</summary>
    public string Name { get; }

    /// <summary>The slot for the field itself, or -1.</summary>
    public int Slot { get; }

    /// <summary>Whether the field itself is wanted, not only parts of it.</summary>
    public bool IsWanted => Slot != None;

    /// <summary>The wanted parts of the field.</summary>
    public ImmutableArray<JsonProjection> Children { get; }

    /// <summary>Builds the tree.</summary>
    /// <param name="fields">The wanted fields; of two with the same path the last one wins.</param>
    public static JsonProjection Build(IEnumerable<ProjectedField> fields) =>
        Build(string.Empty, [.. fields.Select(field => (field.Path, field.Slot))], 0);

    /// <summary>Finds a wanted part by its name.</summary>
    /// <param name="name">The name as UTF-8, without escapes.</param>
    /// <param name="hint">Where to look first: records of one kind repeat their fields in one order.</param>
    /// <returns>Its index in <see cref="Children"/>, or -1.</returns>
    public int Find(ReadOnlySpan<byte> name, int hint)
    {
        var children = Children.AsSpan();
        for (var i = hint; i < children.Length; i++)
        {
            if (name.SequenceEqual(children[i]._name))
            {
                return i;
            }
        }

        for (var i = 0; i < hint; i++)
        {
            if (name.SequenceEqual(children[i]._name))
            {
                return i;
            }
        }

        return None;
    }

    /// <summary>Sets every slot of the tree to <c>undefined</c>.</summary>
    /// <param name="cells">The row.</param>
    public void Clear(Span<Value> cells)
    {
        if (Slot != None)
        {
            cells[Slot] = Value.Undefined;
        }

        foreach (var child in Children.AsSpan())
        {
            child.Clear(cells);
        }
    }

    /// <summary>Fills the parts from a value that was built completely.</summary>
    /// <param name="value">The field's value.</param>
    /// <param name="cells">The row.</param>
    public void FillParts(Value value, Span<Value> cells)
    {
        var container = value.Kind == ValueKind.Object ? value.AsObject() : null;
        foreach (var child in Children.AsSpan())
        {
            var part = container is null ? Value.Undefined : container[child.Name];
            if (child.Slot != None)
            {
                cells[child.Slot] = part;
            }

            child.FillParts(part, cells);
        }
    }

    private static JsonProjection Build(string name, List<(ImmutableArray<string> Path, int Slot)> fields, int depth)
    {
        var slot = None;
        foreach (var field in fields.Where(field => field.Path.Length == depth))
        {
            slot = field.Slot;
        }

        var children = fields.Where(field => field.Path.Length > depth)
            .GroupBy(field => field.Path[depth], StringComparer.Ordinal)
            .Select(group => Build(group.Key, [.. group], depth + 1));
        return new JsonProjection(name, slot, [.. children]);
    }
}
