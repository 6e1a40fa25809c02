namespace FlexCore.Streams.Expressions.Syntax;

/// <summary>What an arrow function's parameter binds: a name, or a pattern that takes a list or an object apart.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Default">The value used for <c>undefined</c>; null without one.</param>
/// <param name="Depth">Levels of nodes, this one included.</param>
public abstract record ParameterSyntax(SourcePosition Position, ExpressionSyntax? Default, int Depth)
{
    internal static int Above(ExpressionSyntax? value) => (value?.Depth ?? 0) + 1;

    internal static int Above(ExpressionSyntax? value, IEnumerable<ParameterSyntax?> children) =>
        Math.Max(Above(value), children.Select(static child => child?.Depth ?? 0).DefaultIfEmpty().Max() + 1);
}

/// <summary>A name: <c>x</c> or <c>x = 0</c>.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Name">The name.</param>
/// <param name="Default">The value used for <c>undefined</c>; null without one.</param>
public sealed record NameParameterSyntax(SourcePosition Position, string Name, ExpressionSyntax? Default)
    : ParameterSyntax(Position, Default, Above(Default));

/// <summary>Items of a list: <c>[key, value]</c>.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Items">One entry per item; null skips one.</param>
/// <param name="Default">The value used for <c>undefined</c>; null without one.</param>
public sealed record ArrayParameterSyntax(SourcePosition Position, IReadOnlyList<ParameterSyntax?> Items, ExpressionSyntax? Default)
    : ParameterSyntax(Position, Default, Above(Default, Items));

/// <summary>Fields of an object: <c>{ id, name: n }</c>.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Fields">The fields' names and what they bind to.</param>
/// <param name="Default">The value used for <c>undefined</c>; null without one.</param>
public sealed record ObjectParameterSyntax(
    SourcePosition Position,
    IReadOnlyList<KeyValuePair<string, ParameterSyntax>> Fields,
    ExpressionSyntax? Default)
    : ParameterSyntax(Position, Default, Above(Default, Fields.Select(static field => field.Value)));
