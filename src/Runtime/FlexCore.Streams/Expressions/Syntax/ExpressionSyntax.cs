using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Syntax;

/// <summary>A node of an expression's syntax tree. Immutable.</summary>
/// <param name="Position">Where the node begins.</param>
/// <param name="Depth">Levels of nodes, this one included.</param>
public abstract record ExpressionSyntax(SourcePosition Position, int Depth)
{
    /// <summary>The expression as text that parses to the same tree.</summary>
    public sealed override string ToString() => SyntaxPrinter.Print(this);

    internal static int Above(ExpressionSyntax child) => child.Depth + 1;

    internal static int Above(ExpressionSyntax first, ExpressionSyntax second) => Math.Max(first.Depth, second.Depth) + 1;

    internal static int Above(IReadOnlyList<ExpressionSyntax> children) => children.Count == 0 ? 1 : children.Max(static child => child.Depth) + 1;
}

/// <summary>A number, text, <c>true</c>, <c>false</c> or <c>null</c>.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Value">The value.</param>
public sealed record LiteralSyntax(SourcePosition Position, Value Value) : ExpressionSyntax(Position, 1);

/// <summary>A root name: a field, an arrow function's parameter, a built-in constant, namespace or function.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Name">The name.</param>
public sealed record NameSyntax(SourcePosition Position, string Name) : ExpressionSyntax(Position, 1);

/// <summary>A template literal: texts with expressions between them.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Texts">The texts, one more than the expressions.</param>
/// <param name="Parts">The expressions.</param>
public sealed record TemplateSyntax(SourcePosition Position, IReadOnlyList<string> Texts, IReadOnlyList<ExpressionSyntax> Parts)
    : ExpressionSyntax(Position, Above(Parts));

/// <summary>A regular expression literal.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Pattern">The text between the slashes.</param>
/// <param name="Flags">The letters after the second slash.</param>
public sealed record PatternSyntax(SourcePosition Position, string Pattern, string Flags) : ExpressionSyntax(Position, 1);

/// <summary>A field: <c>a.b</c> or <c>a?.b</c>.</summary>
/// <param name="Position">Where the field's name begins.</param>
/// <param name="Target">What has the field.</param>
/// <param name="Name">The field's name.</param>
/// <param name="Optional">Whether a nullish target ends the chain with <c>undefined</c>.</param>
public sealed record MemberSyntax(SourcePosition Position, ExpressionSyntax Target, string Name, bool Optional)
    : ExpressionSyntax(Position, Above(Target));

/// <summary>An element or a computed field: <c>a[0]</c>, <c>a["b"]</c> or <c>a?.[x]</c>.</summary>
/// <param name="Position">Where the bracket opens.</param>
/// <param name="Target">What has the element.</param>
/// <param name="Key">The index or the field's name.</param>
/// <param name="Optional">Whether a nullish target ends the chain with <c>undefined</c>.</param>
public sealed record IndexSyntax(SourcePosition Position, ExpressionSyntax Target, ExpressionSyntax Key, bool Optional)
    : ExpressionSyntax(Position, Above(Target, Key));

/// <summary>A call: <c>f(x)</c>, <c>text.trim()</c> or <c>a.b?.(x)</c>.</summary>
/// <param name="Position">Where the callee begins.</param>
/// <param name="Callee">A name, or a member for a method.</param>
/// <param name="Arguments">The arguments; may contain <see cref="SpreadSyntax"/> and <see cref="ArrowSyntax"/>.</param>
public sealed record CallSyntax(SourcePosition Position, ExpressionSyntax Callee, IReadOnlyList<ExpressionSyntax> Arguments)
    : ExpressionSyntax(Position, Math.Max(Above(Callee), Above(Arguments)))
{
    /// <summary>The function's name in <c>name(…)</c>; null for a method.</summary>
    public string? FunctionName => (Callee as NameSyntax)?.Name;
}

/// <summary>The extent of an optional chain: what a <c>?.</c> inside skips.</summary>
/// <param name="Position">Where the chain begins.</param>
/// <param name="Links">The chain's last link.</param>
public sealed record ChainSyntax(SourcePosition Position, ExpressionSyntax Links) : ExpressionSyntax(Position, Above(Links));

/// <summary>An operator before its operand.</summary>
/// <param name="Position">Where the operator is.</param>
/// <param name="Operator">The operator.</param>
/// <param name="Operand">The operand.</param>
public sealed record UnarySyntax(SourcePosition Position, UnaryOperator Operator, ExpressionSyntax Operand)
    : ExpressionSyntax(Position, Above(Operand));

/// <summary>An operator between two operands.</summary>
/// <param name="Position">Where the operator is.</param>
/// <param name="Operator">The operator.</param>
/// <param name="Left">The left operand.</param>
/// <param name="Right">The right operand.</param>
public sealed record BinarySyntax(SourcePosition Position, BinaryOperator Operator, ExpressionSyntax Left, ExpressionSyntax Right)
    : ExpressionSyntax(Position, Above(Left, Right));

/// <summary><c>condition ? then : otherwise</c>.</summary>
/// <param name="Position">Where the question mark is.</param>
/// <param name="Condition">What decides.</param>
/// <param name="WhenTrue">The value when it is truthy.</param>
/// <param name="WhenFalse">The value when it is not.</param>
public sealed record ConditionalSyntax(
    SourcePosition Position,
    ExpressionSyntax Condition,
    ExpressionSyntax WhenTrue,
    ExpressionSyntax WhenFalse)
    : ExpressionSyntax(Position, Math.Max(Above(Condition), Above(WhenTrue, WhenFalse)));

/// <summary>A list: <c>[1, ...more]</c>.</summary>
/// <param name="Position">Where the bracket opens.</param>
/// <param name="Items">The items; may contain <see cref="SpreadSyntax"/>.</param>
public sealed record ArraySyntax(SourcePosition Position, IReadOnlyList<ExpressionSyntax> Items)
    : ExpressionSyntax(Position, Above(Items));

/// <summary>An object: <c>{ a: 1, b, [key]: 2, ...more }</c>.</summary>
/// <param name="Position">Where the brace opens.</param>
/// <param name="Members">Each is a <see cref="PropertySyntax"/> or a <see cref="SpreadSyntax"/>.</param>
public sealed record ObjectSyntax(SourcePosition Position, IReadOnlyList<ExpressionSyntax> Members)
    : ExpressionSyntax(Position, Above(Members));

/// <summary>One field of an object literal. The key is a text literal unless it is computed.</summary>
/// <param name="Position">Where the key begins.</param>
/// <param name="Key">The field's name as a <see cref="LiteralSyntax"/>, or the computed key.</param>
/// <param name="Value">The field's value.</param>
public sealed record PropertySyntax(SourcePosition Position, ExpressionSyntax Key, ExpressionSyntax Value)
    : ExpressionSyntax(Position, Above(Key, Value));

/// <summary><c>...items</c> in a list, an object or an argument list.</summary>
/// <param name="Position">Where the dots are.</param>
/// <param name="Operand">What is spread.</param>
public sealed record SpreadSyntax(SourcePosition Position, ExpressionSyntax Operand) : ExpressionSyntax(Position, Above(Operand));

/// <summary>An arrow function; only as an argument of a method that takes one.</summary>
/// <param name="Position">Where the parameters begin.</param>
/// <param name="Parameters">The parameters.</param>
/// <param name="Body">The result.</param>
public sealed record ArrowSyntax(SourcePosition Position, IReadOnlyList<ParameterSyntax> Parameters, ExpressionSyntax Body)
    : ExpressionSyntax(Position, Math.Max(Above(Body), Parameters.Count == 0 ? 1 : Parameters.Max(static p => p.Depth) + 1));
