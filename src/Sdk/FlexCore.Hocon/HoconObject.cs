using System.Text;

namespace FlexCore.Hocon;

/// <summary>Named values. Field names are single names; paths go through <see cref="Find(string)"/> and the getters.</summary>
public sealed partial class HoconObject : HoconValue
{
    private readonly OrderedDictionary<string, HoconValue> _fields;

    internal HoconObject(OrderedDictionary<string, HoconValue> fields, HoconOrigin origin)
        : base(origin)
    {
        _fields = fields;
        TreeSize = 1 + fields.Values.Sum(value => value.TreeSize);
    }

    /// <summary>An object without fields.</summary>
    public static HoconObject Empty { get; } = new([], new HoconOrigin("empty", 0, 0));

    /// <inheritdoc/>
    public override HoconValueKind Kind => HoconValueKind.Object;

    /// <inheritdoc/>
    public override long TreeSize { get; }

    /// <summary>The fields, in the order their names first appeared. A name is not a path: a dot in it is part of it.</summary>
    public IReadOnlyDictionary<string, HoconValue> Fields => _fields;

    internal override void WriteJson(StringBuilder text)
    {
        text.Append('{');
        var first = true;
        foreach (var (key, value) in _fields)
        {
            text.Append(first ? "" : ",");
            first = false;
            JsonText.WriteString(text, key);
            text.Append(':');
            value.WriteJson(text);
        }

        text.Append('}');
    }
}
