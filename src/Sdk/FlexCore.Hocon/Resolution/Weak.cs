namespace FlexCore.Hocon.Resolution;

/// <summary>A value whose outer form is known while its parts may still wait: what makes <c>{ a : 1, b : ${x.a} }</c> under x resolvable.</summary>
internal abstract class Weak(HoconOrigin origin)
{
    public HoconOrigin Origin { get; } = origin;
}

internal sealed class WeakScalar(HoconScalar value) : Weak(value.Origin)
{
    public HoconScalar Value { get; } = value;
}

internal sealed class WeakArray(IReadOnlyList<Cell> items, HoconOrigin origin) : Weak(origin)
{
    public IReadOnlyList<Cell> Items { get; } = items;

    public HoconArray? Whole { get; set; }
}

internal sealed class WeakObject(OrderedDictionary<string, Cell> fields, HoconOrigin origin) : Weak(origin)
{
    public OrderedDictionary<string, Cell> Fields { get; } = fields;

    public HoconObject? Whole { get; set; }
}
