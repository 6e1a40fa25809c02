using System.Collections.Frozen;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Functions;

/// <summary>Every function, method and constant of the language.</summary>
internal static class FunctionTable
{
    public static readonly IReadOnlyList<FunctionGroup> Groups =
    [
        TextFunctions.Group,
        TextShaping.Group,
        TextReplacing.Group,
        ListFunctions.Group,
        ListShaping.Group,
        ObjectFunctions.Group,
        NumberFunctions.Group,
        MathFunctions.Group,
        ConversionFunctions.Group,
        TimeFunctions.Group,
        FlexCoreFunctions.Group,
    ];

    public static readonly FrozenDictionary<string, Value> Constants = new Dictionary<string, Value>
    {
        ["undefined"] = Value.Undefined,
        ["NaN"] = Value.Number(double.NaN),
        ["Infinity"] = Value.Number(double.PositiveInfinity),
        ["Math.PI"] = Value.Number(Math.PI),
        ["Math.E"] = Value.Number(Math.E),
        ["Math.LN2"] = Value.Number(0.6931471805599453),
        ["Math.LN10"] = Value.Number(2.302585092994046),
        ["Math.SQRT2"] = Value.Number(1.4142135623730951),
        ["Number.MAX_SAFE_INTEGER"] = Value.Number(9_007_199_254_740_991),
        ["Number.MIN_SAFE_INTEGER"] = Value.Number(-9_007_199_254_740_991),
        ["Number.MAX_VALUE"] = Value.Number(double.MaxValue),
        ["Number.MIN_VALUE"] = Value.Number(double.Epsilon),
        ["Number.EPSILON"] = Value.Number(Math.Pow(2, -52)),
        ["Number.NaN"] = Value.Number(double.NaN),
        ["Number.POSITIVE_INFINITY"] = Value.Number(double.PositiveInfinity),
        ["Number.NEGATIVE_INFINITY"] = Value.Number(double.NegativeInfinity),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static readonly FrozenDictionary<string, FunctionEntry> Functions = Groups
        .SelectMany(static group => group.Entries)
        .Where(static entry => entry.Receiver == FunctionReceiver.None)
        .ToFrozenDictionary(static entry => entry.Name, StringComparer.Ordinal);

    public static readonly FrozenDictionary<string, MethodSet> Methods = Groups
        .SelectMany(static group => group.Entries)
        .Where(static entry => entry.Receiver != FunctionReceiver.None)
        .GroupBy(static entry => entry.Name, StringComparer.Ordinal)
        .ToFrozenDictionary(static names => names.Key, static names => new MethodSet(names.Key, names), StringComparer.Ordinal);

    /// <summary>The names before a dot: <c>Math</c>, <c>Object</c>, …</summary>
    public static readonly FrozenSet<string> Namespaces = Functions.Keys.Concat(Constants.Keys)
        .Where(static name => name.Contains('.', StringComparison.Ordinal))
        .Select(static name => name[..name.IndexOf('.', StringComparison.Ordinal)])
        .ToFrozenSet(StringComparer.Ordinal);
}
