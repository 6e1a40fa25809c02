namespace FlexCore.Hocon.Syntax;

/// <summary>A part of a parsed document in which substitutions are not resolved yet. Not changed once its document is built.</summary>
internal abstract class Node(HoconOrigin origin)
{
    public HoconOrigin Origin { get; } = origin;

    /// <summary>Whether the value, even its type, is known only after substitution.</summary>
    public virtual bool IsDelayed => false;
}

/// <summary>A null, boolean, number or string. A gap is the unquoted whitespace between two parts of a concatenation.</summary>
internal sealed class ScalarNode(HoconScalar value, bool isGap = false) : Node(value.Origin)
{
    public HoconScalar Value { get; } = value;

    public bool IsGap { get; } = isGap;
}

/// <summary>An array as written.</summary>
internal sealed class ArrayNode(IReadOnlyList<Node> items, HoconOrigin origin) : Node(origin)
{
    public IReadOnlyList<Node> Items { get; } = items;
}

/// <summary>Several parts on one line, at least one of them delayed.</summary>
internal class ConcatenationNode(IReadOnlyList<Node> parts) : Node(parts[0].Origin)
{
    public IReadOnlyList<Node> Parts { get; } = parts;

    public override bool IsDelayed => true;
}

/// <summary>The earlier value of the very field this stands in: what <c>+=</c> appends to where no path can name the field.</summary>
internal sealed class PreviousNode(HoconOrigin origin) : Node(origin)
{
    public override bool IsDelayed => true;
}
