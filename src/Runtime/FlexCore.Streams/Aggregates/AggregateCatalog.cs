using System.Collections.Immutable;

namespace FlexCore.Streams.Aggregates;

/// <summary>Every aggregate function.</summary>
internal static class AggregateCatalog
{
    /// <summary>The functions, in the documentation's order.</summary>
    public static ImmutableArray<AggregateFunction> All { get; } =
    [
        new()
        {
            Name = "count",
            Signature = "count() or count(condition)",
            Summary = "the number of records, or of those for which the condition is truthy",
            Bounds = "exact; 8 bytes",
            Example = "count(status >= 500)",
            MinArguments = 0,
            MaxArguments = 1,
            Create = plan => plan.Arguments.Count == 0 ? new CountColumn() : new CountWhereColumn(plan.Arguments[0]),
        },
        new()
        {
            Name = "sum",
            Signature = "sum(number)",
            Summary = "the sum; 0 without values",
            Bounds = "compensated summation, so rounding does not add up; 24 bytes",
            Example = "sum(bytes)",
            MinArguments = 1,
            MaxArguments = 1,
            NeedsNumbers = true,
            Create = plan => new SumColumn(plan.Arguments[0], SumResult.Sum),
        },
        new()
        {
            Name = "avg",
            Signature = "avg(number)",
            Summary = "the arithmetic mean; null without values",
            Bounds = "as sum; 24 bytes",
            Example = "avg(latency)",
            MinArguments = 1,
            MaxArguments = 1,
            NeedsNumbers = true,
            Create = plan => new SumColumn(plan.Arguments[0], SumResult.Average),
        },
        new()
        {
            Name = "min",
            Signature = "min(value)",
            Summary = "the least value: numbers by size, text by code points; null without values",
            Bounds = "exact; one value",
            Example = "min(time)",
            MinArguments = 1,
            MaxArguments = 1,
            Create = plan => new ExtremeColumn(plan.Arguments[0], Extreme.Min),
        },
        new()
        {
            Name = "max",
            Signature = "max(value)",
            Summary = "the greatest value; null without values",
            Bounds = "exact; one value",
            Example = "max(time)",
            MinArguments = 1,
            MaxArguments = 1,
            Create = plan => new ExtremeColumn(plan.Arguments[0], Extreme.Max),
        },
        new()
        {
            Name = "first",
            Signature = "first(value)",
            Summary = "in a window the value of the earliest record in event time, in a group that of the first record of the input; null without values",
            Bounds = "exact; one value and its time",
            Example = "first(status)",
            MinArguments = 1,
            MaxArguments = 1,
            Create = plan => new EndValueColumn(plan.Arguments[0], isLast: false, plan.TimeSlot),
        },
        new()
        {
            Name = "last",
            Signature = "last(value)",
            Summary = "in a window the value of the latest record in event time, in a group that of the last record of the input; null without values",
            Bounds = "exact; one value and its time",
            Example = "last(status)",
            MinArguments = 1,
            MaxArguments = 1,
            Create = plan => new EndValueColumn(plan.Arguments[0], isLast: true, plan.TimeSlot),
        },
        new()
        {
            Name = "distinct",
            Signature = "distinct(value)",
            Summary = "the number of different values",
            Bounds = "exact up to 1,024 different values, then HyperLogLog with a standard error of 0.8 %; at most 16 KiB",
            Example = "distinct(user)",
            MinArguments = 1,
            MaxArguments = 1,
            Create = plan => new SketchColumn<DistinctSketch>(plan.Arguments[0], static () => new DistinctSketch()),
        },
        new()
        {
            Name = "quantile",
            Signature = "quantile(number, q)",
            Summary = "the value that a share q (a constant from 0 to 1) of the values does not exceed, by nearest rank; null without values",
            Bounds = "exact up to 256 values, then off by at most 0.4 % of the value; at most 64 KiB, typically 10",
            Example = "quantile(bytes, 0.95)",
            MinArguments = 2,
            MaxArguments = 2,
            NeedsNumbers = true,
            Check = CheckShare,
            Create = CreateQuantile,
        },
        new()
        {
            Name = "topk",
            Signature = "topk(value, k)",
            Summary = "the k (a constant from 1 to 256) most frequent values as [{ value, count }], most frequent first, ties in the order of the values",
            Bounds = "exact up to 2,048 different values; then each entry has an error, at most 1/1,024 of the number of values: the true count lies between count and count + error",
            Example = "topk(path, 5)",
            MinArguments = 2,
            MaxArguments = 2,
            Check = CheckSize,
            Create = CreateTopK,
        },
    ];

    /// <summary>Looks up a function.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The function, or <see langword="null"/>.</returns>
    public static AggregateFunction? Find(string name) => All.FirstOrDefault(function => string.Equals(function.Name, name, StringComparison.Ordinal));

    /// <summary>Checks a call before the graph runs.</summary>
    /// <param name="plan">The call.</param>
    /// <returns>What is wrong and the remedy, or <see langword="null"/>.</returns>
    public static string? Check(AggregatePlan plan)
    {
        var function = Find(plan.Function);
        if (function is null)
        {
            return $"there is no aggregate '{plan.Function}'; the aggregates are {string.Join(", ", All.Select(known => known.Name))}";
        }

        return plan.Arguments.Count < function.MinArguments || plan.Arguments.Count > function.MaxArguments
            ? FormattableString.Invariant($"'{plan.Function}' does not take {plan.Arguments.Count} arguments; call it as {function.Signature}")
            : function.Check(plan);
    }

    /// <summary>Makes the column of a call.</summary>
    /// <param name="plan">The call.</param>
    /// <exception cref="ArgumentException">The call was not checked.</exception>
    public static AggregateColumn Create(AggregatePlan plan) => Check(plan) is { } fault
        ? throw new ArgumentException(fault, nameof(plan))
        : All.First(function => function.Name == plan.Function).Create(plan);

    private static string? CheckShare(AggregatePlan plan) =>
        plan.Arguments[1] is { IsConstant: true, Constant: { IsNumber: true } share } && share.AsNumber() is >= 0 and <= 1
            ? null
            : "the second argument of 'quantile' must be a constant from 0 to 1, for example quantile(bytes, 0.95)";

    private static string? CheckSize(AggregatePlan plan) =>
        plan.Arguments[1] is { IsConstant: true, Constant: { IsNumber: true } size }
        && size.AsNumber() is >= 1 and <= TopKSketch.MaxSize && double.IsInteger(size.AsNumber())
            ? null
            : "the second argument of 'topk' must be a constant whole number from 1 to 256, for example topk(path, 5)";

    private static SketchColumn<QuantileSketch> CreateQuantile(AggregatePlan plan)
    {
        var share = plan.Arguments[1].Constant.AsNumber();
        return new SketchColumn<QuantileSketch>(plan.Arguments[0], () => new QuantileSketch(share));
    }

    private static SketchColumn<TopKSketch> CreateTopK(AggregatePlan plan)
    {
        var size = (int)plan.Arguments[1].Constant.AsNumber();
        return new SketchColumn<TopKSketch>(plan.Arguments[0], () => new TopKSketch(size));
    }
}
