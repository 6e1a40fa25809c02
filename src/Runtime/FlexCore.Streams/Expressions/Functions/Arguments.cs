using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Functions;

/// <summary>What a function is called with.</summary>
/// <param name="self">The receiver of a method.</param>
/// <param name="items">The arguments as values.</param>
/// <param name="callback">The argument that is a function.</param>
/// <param name="pattern">The argument or receiver that is a regular expression.</param>
internal readonly ref struct Arguments(Value self, ReadOnlySpan<Value> items, Callback? callback, TextPattern? pattern)
{
    private readonly ReadOnlySpan<Value> _items = items;

    public Value Self { get; } = self;

    public Callback? Callback { get; } = callback;

    public TextPattern? Pattern { get; } = pattern;

    public ReadOnlySpan<Value> Items => _items;

    public int Count => _items.Length;

    public Value this[int index] => index < _items.Length ? _items[index] : Value.Undefined;

    public Value Text(in Evaluation e, int index) => Coercion.ToText(e, this[index]);

    public double Number(in Evaluation e, int index) => Coercion.ToNumber(e, this[index]);

    /// <summary>An integer argument; <paramref name="missing"/> for <c>undefined</c>.</summary>
    public double Integer(in Evaluation e, int index, double missing) =>
        this[index].IsUndefined ? missing : Coercion.ToInteger(e, this[index]);

    /// <summary>An index argument that counts from the end when negative, kept within 0 and the length.</summary>
    public int RelativeIndex(in Evaluation e, int index, int length, int missing)
    {
        if (this[index].IsUndefined)
        {
            return missing;
        }

        var position = Coercion.ToInteger(e, this[index]);
        return (int)(position < 0 ? Math.Max(0, length + position) : Math.Min(position, length));
    }

    /// <summary>The function argument, which compilation has made sure of.</summary>
    public Callback Function => Callback ?? throw new InvalidOperationException("The function was compiled without its callback.");

    public TextPattern Regex => Pattern ?? throw new InvalidOperationException("The function was compiled without its pattern.");
}
