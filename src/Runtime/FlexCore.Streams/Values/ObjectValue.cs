using System.Diagnostics.CodeAnalysis;

namespace FlexCore.Streams.Values;

/// <summary>Named values in insertion order. Build it with <see cref="Set"/>; once it is part of a <see cref="Value"/> it must not change.</summary>
/// <remarks>
/// Small objects are searched linearly, which beats hashing for the handful of fields that records have; above
/// <see cref="IndexThreshold"/> fields an index is built on the first look-up.
/// </remarks>
public sealed class ObjectValue : IEquatable<ObjectValue>
{
    private const int IndexThreshold = 16;

    private readonly List<KeyValuePair<string, Value>> _fields;
    private Dictionary<string, int>? _index;
    private long _size;
    private int _depth;

    /// <summary>Creates an empty object.</summary>
    /// <param name="capacity">The expected number of fields.</param>
    public ObjectValue(int capacity = 4) => _fields = new List<KeyValuePair<string, Value>>(capacity);

    /// <summary>Depth and size, measured once; only when the object is complete.</summary>
    internal Extent Extent
    {
        get
        {
            // Depth 0 is not measured yet. Two threads may both measure; the size is there before the depth says so.
            var depth = Volatile.Read(ref _depth);
            return depth > 0 ? new Extent(depth, _size) : Measure();
        }
    }

    /// <summary>The number of fields.</summary>
    public int Count => _fields.Count;

    /// <summary>The fields in insertion order.</summary>
    public IReadOnlyList<KeyValuePair<string, Value>> Fields => _fields;

    /// <summary>A field's value; <c>undefined</c> when the field is missing.</summary>
    /// <param name="name">The field's name.</param>
    public Value this[string name] => TryGet(name, out var value) ? value : Value.Undefined;

    /// <summary>Looks up a field.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="value">Its value.</param>
    /// <returns>Whether the field exists.</returns>
    public bool TryGet(string name, out Value value)
    {
        var position = IndexOf(name);
        value = position < 0 ? Value.Undefined : _fields[position].Value;
        return position >= 0;
    }

    /// <summary>Adds a field, or replaces its value and keeps its place. Only while building.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="value">Its value.</param>
    public void Set(string name, Value value)
    {
        var position = IndexOf(name);
        if (position >= 0)
        {
            _fields[position] = new KeyValuePair<string, Value>(name, value);
            return;
        }

        _fields.Add(new KeyValuePair<string, Value>(name, value));
        _index?.Add(name, _fields.Count - 1);
    }

    /// <summary>Whether both hold the same fields with equal values, in any order.</summary>
    /// <param name="other">The other object.</param>
    public bool Equals(ObjectValue? other)
    {
        if (other is null || other.Count != Count)
        {
            return false;
        }

        foreach (var (name, value) in _fields)
        {
            if (!other.TryGet(name, out var otherValue) || !value.Equals(otherValue))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as ObjectValue);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = 0;
        foreach (var (name, value) in _fields)
        {
            hash ^= HashCode.Combine(name, value);
        }

        return hash;
    }

    internal ObjectValue Detach()
    {
        var copy = new ObjectValue(Count);
        foreach (var (name, value) in _fields)
        {
            copy._fields.Add(new KeyValuePair<string, Value>(name, value.Detach()));
        }

        return copy;
    }

    private Extent Measure()
    {
        var extent = new Extent(1, 16);
        foreach (var (name, value) in _fields)
        {
            extent = extent.With(new Extent(0, 16 + name.Length)).With(Extent.Of(value));
        }

        _size = extent.Size;
        Volatile.Write(ref _depth, extent.Depth);
        return extent;
    }

    private int IndexOf(string name)
    {
        if (_fields.Count > IndexThreshold)
        {
            return Index().GetValueOrDefault(name, -1);
        }

        for (var i = 0; i < _fields.Count; i++)
        {
            if (string.Equals(_fields[i].Key, name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    // Two readers may build the index at the same time; both build the same one.
    private Dictionary<string, int> Index()
    {
        var index = Volatile.Read(ref _index);
        if (index is null)
        {
            index = new Dictionary<string, int>(_fields.Count, StringComparer.Ordinal);
            for (var i = 0; i < _fields.Count; i++)
            {
                index[_fields[i].Key] = i;
            }

            Volatile.Write(ref _index, index);
        }

        return index;
    }
}
