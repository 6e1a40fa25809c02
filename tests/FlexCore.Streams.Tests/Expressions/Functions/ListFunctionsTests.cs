using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Compilation;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Expressions.Functions;

/// <summary>Lists against LINQ, over random lists and positions.</summary>
public sealed class ListFunctionsTests
{
    private const int Cases = 3_000;

    [Theory]
    [InlineData(351)]
    public void Parts_of_a_list_are_what_walking_it_gives(int seed) => ForRandomLists(seed, "list.slice(a, b)", static (list, a, b) =>
    {
        var (start, end) = (FromEnd(list, a), FromEnd(list, b));
        return [.. list.Where((_, i) => i >= start && i < end)];
    });

    [Theory]
    [InlineData(352)]
    public void Sorting_by_number_is_stable(int seed) =>
        ForRandomLists(seed, "list.map((x, i) => [x, i]).sort((l, r) => l[0] - r[0]).flat()", static (list, _, _) =>
            [.. list.Select((x, i) => (x, i)).OrderBy(pair => pair.x).SelectMany(pair => new[] { pair.x, pair.i })]);

    [Theory]
    [InlineData(353)]
    public void Sorting_without_a_function_is_by_text(int seed) =>
        ForRandomLists(seed, "list.sort()", static (list, _, _) => [.. list.OrderBy(x => x.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal)]);

    [Theory]
    [InlineData(354)]
    public void A_chain_of_functions_is_what_LINQ_gives(int seed) =>
        ForRandomLists(seed, "list.filter(x => x > a).map(x => x * 2).flatMap(x => [x, b]).toReversed()", static (list, a, b) =>
            [.. list.Where(x => x > a).SelectMany(x => new double[] { x * 2, b }).Reverse()]);

    [Theory]
    [InlineData(355)]
    public void Searches_agree_with_LINQ(int seed) =>
        ForRandomLists(seed, "[list.indexOf(a), list.lastIndexOf(a), list.findIndex(x => x < a), list.findLastIndex(x => x < a), +list.some(x => x > b), +list.every(x => x > b), list.filter(x => x === b).length]", static (list, a, b) =>
        [
            Array.IndexOf(list, (double)a), Array.LastIndexOf(list, (double)a), Array.FindIndex(list, x => x < a), Array.FindLastIndex(list, x => x < a),
            list.Any(x => x > b) ? 1 : 0, list.All(x => x > b) ? 1 : 0, list.Count(x => x == b),
        ]);

    [Theory]
    [InlineData(356)]
    public void Folds_go_through_the_list_in_their_direction(int seed) =>
        ForRandomLists(seed, "[list.reduce((all, x, i) => all * 3 + x - i, 1), list.reduceRight((all, x, i) => all * 3 + x - i, 1)]", static (list, _, _) =>
        [
            list.Select((x, i) => (x, i)).Aggregate(1.0, (all, pair) => (all * 3) + pair.x - pair.i),
            list.Select((x, i) => (x, i)).Reverse().Aggregate(1.0, (all, pair) => (all * 3) + pair.x - pair.i),
        ]);

    [Fact]
    public void No_function_changes_the_list_it_is_called_on()
    {
        var list = Value.Array(new ArrayValue(Value.Number(3), Value.Number(1), Value.Number(2)));
        foreach (var call in new[] { "sort()", "reverse()", "toReversed()", "with(0, 9)", "concat([4])", "slice(1)", "map(x => 0)", "flat()", "sort((a, b) => b - a)" })
        {
            ExpressionCompiler.Compile($"list.{call}", new TestScope("list")).OrThrow().Evaluate(new EvaluationFrame([list]));

            ResultText.Of(list).ShouldBe("[3,1,2]", call);
        }
    }

    [Theory]
    [InlineData("[].reduce((a, b) => a)", "An empty list cannot be reduced without a start value: pass one as the second argument.")]
    [InlineData("[].reduceRight((a, b) => a)", "An empty list cannot be reduced without a start value: pass one as the second argument.")]
    public void An_empty_list_without_a_start_value_cannot_be_folded(string expression, string message)
    {
        var error = Should.Throw<ExpressionException>(() => ExpressionCompiler.Compile(expression, TestScope.Empty).OrThrow().Evaluate(default));

        error.Code.ShouldBe(ExpressionErrorCode.WrongKind);
        error.Message.ShouldContain(message);
    }

    private static void ForRandomLists(int seed, string text, Func<double[], int, int, double[]> oracle)
    {
        var random = new Random(seed);
        var expression = ExpressionCompiler.Compile(text, new TestScope("list", "a", "b")).OrThrow();
        for (var i = 0; i < Cases; i++)
        {
            var list = Enumerable.Range(0, random.Next(12)).Select(_ => (double)random.Next(-9, 30)).ToArray();
            var (a, b) = (random.Next(-14, 15), random.Next(-14, 15));
            Value[] row = [Value.Array(new ArrayValue([.. list.Select(Value.Number)])), Value.Number(a), Value.Number(b)];

            var result = expression.Evaluate(new EvaluationFrame(row)).AsArray().Items.ToArray().Select(item => item.AsNumber());

            result.ShouldBe(oracle(list, a, b), $"seed {seed}, case {i}: [{string.Join(", ", list)}], a = {a}, b = {b}");
        }
    }

    private static int FromEnd(double[] list, int index) => index < 0 ? Math.Max(0, list.Length + index) : index;
}
