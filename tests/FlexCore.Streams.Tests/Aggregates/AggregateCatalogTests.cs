using FlexCore.Streams.Aggregates;
using FlexCore.Streams.Grouping;
using FlexCore.Streams.Tests.Grouping;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Aggregates;

public sealed class AggregateCatalogTests
{
    [Theory]
    [InlineData("count", new object?[] { 1, null, "x" }, "3")]
    [InlineData("count", new object?[] { }, null)]
    [InlineData("sum", new object?[] { 0.1, 0.2, null }, "0.30000000000000004")]
    [InlineData("sum", new object?[] { 1e100, 1.0, -1e100 }, "1")]
    [InlineData("sum", new object?[] { null }, "0")]
    [InlineData("sum", new object?[] { double.PositiveInfinity, 1 }, "∞")]
    [InlineData("avg", new object?[] { 1, 2, null, 6 }, "3")]
    [InlineData("avg", new object?[] { null }, "null")]
    [InlineData("min", new object?[] { 3, null, -1, double.NaN, 2 }, "-1")]
    [InlineData("max", new object?[] { 3, null, 10, double.NaN, 2 }, "10")]
    [InlineData("min", new object?[] { "b", "a", "c" }, "a")]
    [InlineData("max", new object?[] { "b", "é", "c" }, "é")]
    [InlineData("max", new object?[] { 5, "a", true }, "a")]
    [InlineData("min", new object?[] { null, double.NaN }, "null")]
    [InlineData("first", new object?[] { null, "b", 1, "a" }, "b")]
    [InlineData("last", new object?[] { "b", "a", 7, null }, "7")]
    [InlineData("first", new object?[] { null }, "null")]
    [InlineData("last", new object?[] { null }, "null")]
    [InlineData("distinct", new object?[] { 1, "1", 1, null, true }, "3")]
    public async Task Gives_the_documented_result(string function, object?[] values, string? expected)
    {
        var arguments = function == "count" ? [] : new[] { Rows.Cell(0) };
        var step = new GroupOperator(Rows.Keyed([], 1, Rows.Aggregate("r", function, arguments)));

        var rows = await Rows.RunAsync(step, values.Select(value => new[] { ToValue(value) }), 1, 1);

        (rows.Count == 0 ? null : rows[0][0].ToString()).ShouldBe(expected is "∞" ? "Infinity" : expected);
    }

    [Fact]
    public async Task Count_with_a_condition_counts_what_JavaScript_takes_for_true()
    {
        Value[] truthy = [Value.True, Value.Number(-1), Value.String("0"), Value.Array(ArrayValue.Empty), Value.Object(new ObjectValue()), Value.Number(new ExactNumber("1e-400", 0))];
        Value[] falsy = [Value.False, Value.Number(0), Value.Number(double.NaN), Value.String(""), Value.Utf8([], 0, 0), Value.Null, Value.Undefined];
        var step = new GroupOperator(Rows.Keyed([], 1, Rows.Aggregate("r", "count", Rows.Cell(0))));

        var rows = await Rows.RunAsync(step, truthy.Concat(falsy).Select(value => new[] { value }), 1, 1);

        rows[0][0].ShouldBe(Value.Number(truthy.Length));
    }

    [Fact]
    public async Task A_long_sum_does_not_lose_digits()
    {
        var step = new GroupOperator(Rows.Keyed([], 1, Rows.Aggregate("r", "sum", Rows.Cell(0))));

        var rows = await Rows.RunAsync(step, Enumerable.Repeat(new[] { Value.Number(0.1) }, 1_000_000), 1, 1);

        rows[0][0].ShouldBe(Value.Number(100_000));
    }

    [Theory]
    [InlineData("median", 1, "there is no aggregate 'median'; the aggregates are count, sum, avg, min, max, first, last, distinct, quantile, topk")]
    [InlineData("sum", 0, "'sum' does not take 0 arguments; call it as sum(number)")]
    [InlineData("count", 2, "'count' does not take 2 arguments; call it as count() or count(condition)")]
    [InlineData("quantile", 1, "'quantile' does not take 1 arguments; call it as quantile(number, q)")]
    [InlineData("quantile", 2, "the second argument of 'quantile' must be a constant from 0 to 1, for example quantile(bytes, 0.95)")]
    [InlineData("topk", 2, "the second argument of 'topk' must be a constant whole number from 1 to 256, for example topk(path, 5)")]
    public void A_wrong_call_is_explained(string function, int arguments, string message) =>
        AggregateCatalog.Check(Rows.Aggregate("x", function, [.. Enumerable.Range(0, arguments).Select(Rows.Cell)])).ShouldBe(message);

    [Theory]
    [InlineData("quantile", 1.5)]
    [InlineData("quantile", -0.1)]
    [InlineData("quantile", double.NaN)]
    [InlineData("topk", 0)]
    [InlineData("topk", 257)]
    [InlineData("topk", 2.5)]
    public void A_constant_out_of_range_is_refused(string function, double constant)
    {
        var plan = Rows.Aggregate("x", function, Rows.Cell(0), Rows.Constant(constant));

        AggregateCatalog.Check(plan).ShouldNotBeNull();
        Should.Throw<ArgumentException>(() => AggregateCatalog.Create(plan));
    }

    [Fact]
    public void Every_function_is_documented()
    {
        foreach (var function in AggregateCatalog.All)
        {
            new[] { function.Signature, function.Summary, function.Bounds, function.Example }.ShouldAllBe(text => text.Length > 5, function.Name);
            function.Example.ShouldStartWith(function.Name + "(");
            AggregateCatalog.Find(function.Name).ShouldBeSameAs(function);
        }
    }

    private static Value ToValue(object? value) => value switch
    {
        null => Value.Null,
        string text => Value.String(text),
        bool flag => Value.Boolean(flag),
        int number => Value.Number(number),
        double number => Value.Number(number),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };
}
