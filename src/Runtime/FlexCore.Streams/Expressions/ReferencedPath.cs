namespace FlexCore.Streams.Expressions;

/// <summary>A part of the row that an expression reads: a slot, or fields below it as far as they are known without evaluating.</summary>
/// <remarks>
/// <c>user.address.city</c> reads the fields <c>address</c>, <c>city</c> of the root <c>user</c>. A list index, a computed key, a method call
/// and <c>length</c> end the path: what stands before them is read as a whole. Paths that another path includes are left out.
/// </remarks>
/// <param name="Slot">The root's slot.</param>
/// <param name="Root">The root's name.</param>
/// <param name="Fields">The fields below the root; empty when the root is read as a whole.</param>
public sealed record ReferencedPath(int Slot, string Root, IReadOnlyList<string> Fields)
{
    /// <inheritdoc/>
    public override string ToString() => string.Join('.', [Root, .. Fields]);

    /// <summary>Whether this path reads everything that another one does.</summary>
    /// <param name="other">The other path.</param>
    internal bool Includes(ReferencedPath other) =>
        Slot == other.Slot && other.Fields.Count >= Fields.Count && Fields.SequenceEqual(other.Fields.Take(Fields.Count));
}
