using System.Collections;
using System.Text;

namespace FlexCore.Hocon;

/// <summary>A list of values.</summary>
public sealed class HoconArray : HoconValue, IReadOnlyList<HoconValue>
{
    private readonly IReadOnlyList<HoconValue> _items;

    internal HoconArray(IReadOnlyList<HoconValue> items, HoconOrigin origin)
        : base(origin)
    {
        _items = items;
        TreeSize = 1 + items.Sum(item => item.TreeSize);
    }

    /// <inheritdoc/>
    public override HoconValueKind Kind => HoconValueKind.Array;

    /// <inheritdoc/>
    public override long TreeSize { get; }

    /// <summary>The number of elements.</summary>
    public int Count => _items.Count;

    /// <summary>An element.</summary>
    /// <param name="index">Its position, from 0.</param>
    public HoconValue this[int index] => _items[index];

    /// <inheritdoc/>
    public IEnumerator<HoconValue> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal override void WriteJson(StringBuilder text)
    {
        text.Append('[');
        for (var i = 0; i < _items.Count; i++)
        {
            text.Append(i == 0 ? "" : ",");
            _items[i].WriteJson(text);
        }

        text.Append(']');
    }
}
