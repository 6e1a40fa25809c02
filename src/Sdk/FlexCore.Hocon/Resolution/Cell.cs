using FlexCore.Hocon.Syntax;

namespace FlexCore.Hocon.Resolution;

/// <summary>One definition in a cell: a parsed node, or another cell whose value counts here.</summary>
/// <param name="Node">The node, or null.</param>
/// <param name="Cell">The other cell, or null.</param>
/// <param name="Enclosing">The look-back of the concatenation the node was written in; null outside one.</param>
internal readonly record struct Layer(Node? Node, Cell? Cell, Truncation? Enclosing)
{
    public bool IsDelayed => Node is { IsDelayed: true };
}

/// <summary>A place in the document that has one value: a field after merging, or an array element.</summary>
/// <remarks>Identity matters: it is how the resolver notices that it came back to where it started. Touched only by its resolver.</remarks>
internal sealed class Cell(IReadOnlyList<Layer> layers)
{
    /// <summary>The definitions, the earliest first.</summary>
    public IReadOnlyList<Layer> Layers { get; } = layers;

    /// <summary>The outer form of the value, once known.</summary>
    public Known<Weak> Outer { get; set; }

    /// <summary>The whole value, once known.</summary>
    public Known<HoconValue> Whole { get; set; }

    /// <summary>Whether the whole value is being computed right now.</summary>
    public bool IsOpen { get; set; }
}

/// <summary>A result that may be "undefined", which differs from "not computed yet".</summary>
internal readonly record struct Known<T>(bool IsKnown, T? Value)
    where T : class
{
    public static Known<T> Of(T? value) => new(true, value);
}

/// <summary>While a definition is being evaluated, its own field shows only the definitions below it. A chain, the innermost first.</summary>
/// <param name="Cell">The field.</param>
/// <param name="Visible">How many of its layers can be seen.</param>
/// <param name="Outer">The truncation around this one.</param>
internal sealed record Truncation(Cell Cell, int Visible, Truncation? Outer)
{
    public static Truncation? Find(Truncation? chain, Cell cell)
    {
        for (var link = chain; link is not null; link = link.Outer)
        {
            if (ReferenceEquals(link.Cell, cell))
            {
                return link;
            }
        }

        return null;
    }
}
