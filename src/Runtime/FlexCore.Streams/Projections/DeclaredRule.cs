using FlexCore.Streams.Expressions.Compilation;

namespace FlexCore.Streams.Projections;

/// <summary>One rule of a declarative projection. Immutable.</summary>
/// <param name="On">The event types it is for; empty for all of the projection.</param>
/// <param name="When">Whether it applies; <see langword="null"/> for always.</param>
/// <param name="IsDelete">Whether the document goes.</param>
internal sealed record DeclaredRule(IReadOnlyList<string> On, CompiledExpression? When, bool IsDelete)
{
    /// <summary>Members that get a value.</summary>
    public required IReadOnlyList<(string Member, CompiledExpression Value)> Set { get; init; }

    /// <summary>Members that are counted up.</summary>
    public required IReadOnlyList<(string Member, CompiledExpression By)> Increment { get; init; }

    /// <summary>Lists that get an entry.</summary>
    public required IReadOnlyList<(string Member, CompiledExpression Value)> Append { get; init; }
}
