namespace FlexCore.Streams.Expressions;

/// <summary>Which root names an expression may use, and in which slot of the row each one lies.</summary>
/// <remarks>
/// <c>$</c> is resolved like any other name; by convention it is the whole record. The names of built-in namespaces and constants
/// (<c>Math</c>, <c>Object</c>, <c>undefined</c>, …) are never asked for: a field with such a name is reached through <c>$.Math</c>.
/// A scope that accepts any name (an open record) answers true and allots a slot.
/// </remarks>
public interface IExpressionScope
{
    /// <summary>The known names, for suggestions in error messages.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>Finds a name's slot.</summary>
    /// <param name="name">A root name of the expression.</param>
    /// <param name="slot">The slot, from 0.</param>
    /// <returns>Whether the name exists.</returns>
    bool TryResolve(string name, out int slot);
}
