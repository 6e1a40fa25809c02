using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Compilation;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Expressions;

public sealed class ListSorterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_sorted_list_is_ordered_and_equal_items_keep_their_order(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 300; i++)
        {
            var numbers = Enumerable.Range(0, random.Next(70)).Select(_ => random.Next(-20, 20)).ToArray();
            var items = Value.Array(new ArrayValue([.. numbers.Select(static (number, at) => Pair(number, at))]));

            var sorted = Evaluate("a.toSorted(([x], [y]) => x - y)", items).AsArray().Items.ToArray();

            var expected = numbers.Select(static (number, at) => (number, at)).OrderBy(static pair => pair.number).Select(static pair => Pair(pair.number, pair.at));
            sorted.ShouldBe(expected, $"seed {seed}");
        }
    }

    [Theory]
    [InlineData(3)]
    public void Without_a_function_items_are_ordered_as_texts_by_utf16_units_and_undefined_comes_last(int seed)
    {
        string[] texts = ["", "a", "B", "é", "z", "10", "9", "\uffff", "😀", "aa"];
        var random = new Random(seed);
        for (var i = 0; i < 300; i++)
        {
            var chosen = Enumerable.Range(0, random.Next(40)).Select(_ => texts[random.Next(texts.Length)]).ToArray();
            var items = Value.Array(new ArrayValue([Value.Undefined, .. chosen.Select(ResultText.Utf8), Value.Undefined]));

            var sorted = Evaluate("a.toSorted()", items).AsArray().Items.ToArray();

            sorted[..^2].Select(static value => value.AsString()).ShouldBe(chosen.Order(StringComparer.Ordinal), $"seed {seed}");
            sorted[^2..].ShouldBe([Value.Undefined, Value.Undefined]);
        }
    }

    [Theory]
    [InlineData("(x, y) => 1")]
    [InlineData("(x, y) => -1")]
    [InlineData("(x, y) => NaN")]
    [InlineData("(x, y) => x < y")]
    [InlineData("(x, y) => 'neither'")]
    [InlineData("(x, y) => hash([x, y]) % 3 - 1")]
    public void A_function_that_contradicts_itself_still_gives_every_item_once(string function)
    {
        var items = Value.Array(new ArrayValue([.. Enumerable.Range(0, 101).Select(static number => Value.Number(number))]));

        var sorted = Evaluate($"a.toSorted({function})", items).AsArray().Items.ToArray();

        sorted.Select(static value => (int)value.AsNumber()).Order().ShouldBe(Enumerable.Range(0, 101));
    }

    private static Value Pair(int number, int at) => Value.Array(new ArrayValue(Value.Number(number), Value.Number(at)));

    private static Value Evaluate(string text, Value a) =>
        ExpressionCompiler.Compile(text, new TestScope("a")).OrThrow().Evaluate(new EvaluationFrame([a]));
}
