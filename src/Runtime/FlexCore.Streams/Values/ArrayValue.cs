namespace FlexCore.Streams.Values;

/// <summary>An immutable list of values.</summary>
public sealed class ArrayValue : IEquatable<ArrayValue>
{
    private readonly Value[] _items;
    private long _size;
    private int _depth;

    /// <summary>Wraps items; the caller gives up the array.</summary>
    /// <param name="items">The items, not changed afterwards.</param>
    public ArrayValue(params Value[] items) => _items = items;

    /// <summary>The list without items.</summary>
    public static ArrayValue Empty { get; } = new();

    /// <summary>What a regular expression's match carries beside its groups: <c>index</c> and <c>groups</c>.</summary>
    internal ObjectValue? Annotations { get; init; }

    /// <summary>Depth and size, measured once.</summary>
    internal Extent Extent
    {
        get
        {
            // Depth 0 is not measured yet. Two threads may both measure; the size is there before the depth says so.
            var depth = Volatile.Read(ref _depth);
            return depth > 0 ? new Extent(depth, _size) : Measure();
        }
    }

    /// <summary>The number of items.</summary>
    public int Count => _items.Length;

    /// <summary>The items in order.</summary>
    public ReadOnlySpan<Value> Items => _items;

    /// <summary>One item.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    public Value this[int index] => _items[index];

    /// <inheritdoc/>
    public bool Equals(ArrayValue? other) => other is not null && _items.AsSpan().SequenceEqual(other._items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ArrayValue);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in _items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    internal ArrayValue Detach() => new(System.Array.ConvertAll(_items, static item => item.Detach()));

    private Extent Measure()
    {
        var extent = new Extent(1, 16);
        foreach (var item in _items)
        {
            extent = extent.With(Extent.Of(item));
        }

        _size = extent.Size;
        Volatile.Write(ref _depth, extent.Depth);
        return extent;
    }
}
