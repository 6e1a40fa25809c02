using System.Text;
using FlexCore.Streams.Keys;
using FlexCore.Streams.Tests.Expressions;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Keys;

public sealed class KeyOrderTests
{
    [Theory]
    [InlineData("9007199254740993", "9007199254740995")]
    [InlineData("-9007199254740995", "-9007199254740993")]
    [InlineData("-9007199254740993", "-9007199254740992")]
    [InlineData("9007199254740991.5", "9007199254740992")]
    [InlineData("9007199254740992", "9007199254740993")]
    [InlineData("9e399", "10e399")]
    [InlineData("2e400", "1e401")]
    [InlineData("-1e401", "-2e400")]
    [InlineData("1e-401", "1e-400")]
    [InlineData("0", "1e-400")]
    [InlineData("-1e-400", "0")]
    public void Numbers_beyond_the_digits_of_a_double_are_in_the_order_of_their_size(string less, string more)
    {
        KeyOrder.Compare(Number(less), Number(more)).ShouldBeLessThan(0);
        KeyOrder.Compare(Number(more), Number(less)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Infinity_lies_beyond_every_number_that_has_digits()
    {
        KeyOrder.Compare(Number("1e400"), Value.Number(double.PositiveInfinity)).ShouldBeLessThan(0);
        KeyOrder.Compare(Value.Number(double.PositiveInfinity), Number("1e999999")).ShouldBeGreaterThan(0);
        KeyOrder.Compare(Value.Number(double.NegativeInfinity), Number("-1e400")).ShouldBeLessThan(0);
        KeyOrder.Compare(Number("-1e400"), Value.Number(double.MinValue)).ShouldBeLessThan(0);
    }

    [Fact]
    public void Texts_that_differ_in_half_a_surrogate_pair_have_an_order()
    {
        // Not in attributes: those are stored as UTF-8, which half a pair does not survive.
        (string Left, string Right)[] pairs = [("\ud800", "\ud801"), ("\ud800", "\ufffd"), ("a\udc00", "a\udc01"), ("\udfff", "\ud83d\ude00")];
        foreach (var (left, right) in pairs)
        {
            var (a, b) = (Value.String(left), Value.String(right));
            var order = Math.Sign(KeyOrder.Compare(a, b));

            order.ShouldNotBe(0, ResultText.Of(a) + ResultText.Of(b));
            Math.Sign(KeyOrder.Compare(b, a)).ShouldBe(-order);
            KeyEquality.Same(a, b).ShouldBeFalse();
        }

        KeyOrder.Compare(Value.String("\ud800"), ResultText.Utf8("\ufffd")).ShouldNotBe(0);
    }

    [Theory]
    [InlineData("", "a")]
    [InlineData("a", "aa")]
    [InlineData("Z", "a")]
    [InlineData("10", "9")]
    [InlineData("\0", " ")]
    [InlineData("z", "é")]
    [InlineData("\uffff", "\ud83d\ude00")]
    [InlineData("e\u0301", "\u00e9")]
    public void Texts_are_in_the_order_of_their_code_points_in_every_representation(string less, string more)
    {
        foreach (var left in new[] { Value.String(less), ResultText.Utf8(less) })
        {
            foreach (var right in new[] { Value.String(more), ResultText.Utf8(more) })
            {
                KeyOrder.Compare(left, right).ShouldBeLessThan(0);
                KeyOrder.Compare(right, left).ShouldBeGreaterThan(0);
            }
        }
    }

    [Fact]
    public void Composite_keys_are_compared_part_by_part()
    {
        Value[] left = [Value.String("a"), Value.Number(2), Value.Null];

        KeyOrder.Compare(left, [Value.String("a"), Value.Number(2), Value.Null]).ShouldBe(0);
        KeyOrder.Compare(left, [Value.String("a"), Value.Number(10), Value.Undefined]).ShouldBeLessThan(0);
        KeyOrder.Compare(left, [Value.String("a"), Value.Number(2), Value.Undefined]).ShouldBeGreaterThan(0);
        KeyOrder.Compare(left, [Value.String("A"), Value.Number(9), Value.True]).ShouldBeGreaterThan(0);
        KeyOrder.Compare(ReadOnlySpan<Value>.Empty, []).ShouldBe(0);
    }

    [Theory]
    [InlineData(311)]
    [InlineData(312)]
    public void Any_values_are_in_a_total_order_that_agrees_with_equality_and_hash(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++)
        {
            var (a, b, c) = (AnyValue(random, 2), AnyValue(random, 2), AnyValue(random, 2));
            var reason = $"seed {seed}, case {i}: {ResultText.Of(a)}, {ResultText.Of(b)}, {ResultText.Of(c)}";
            var order = Math.Sign(KeyOrder.Compare(a, b));

            Math.Sign(KeyOrder.Compare(b, a)).ShouldBe(-order, reason);
            KeyOrder.Compare(a, a).ShouldBe(0, reason);
            if (order <= 0 && KeyOrder.Compare(b, c) <= 0)
            {
                KeyOrder.Compare(a, c).ShouldBeLessThanOrEqualTo(0, reason);
            }

            if (order == 0)
            {
                KeyHash.Of(a).ShouldBe(KeyHash.Of(b), reason);
                KeyEquality.Same(a, b).ShouldBeTrue(reason);
            }
        }
    }

    private static Value Number(string text) =>
        FlexCore.Streams.Numbers.NumberReader.TryReadWhole(Encoding.ASCII.GetBytes(text), out var value) ? value : throw new FormatException(text);

    private static Value AnyValue(Random random, int depth) => random.Next(depth > 0 ? 10 : 8) switch
    {
        0 => Value.Undefined,
        1 => Value.Null,
        2 => Value.Boolean(random.Next(2) == 0),
        3 => Value.Number(random.Next(-2, 3)),
        4 => Number(new[] { "9007199254740993", "9007199254740992", "9007199254740995", "-9007199254740993", "1e400", "10e399", "2e400", "1e-400", "-0" }[random.Next(9)]),
        5 => Value.Number(new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.1, -0.0, double.Epsilon, double.MaxValue }[random.Next(7)]),
        6 => Value.String(new[] { "", "a", "aa", "é", "\ud800", "\udfff", "\ufffd", "😀" }[random.Next(8)]),
        7 => ResultText.Utf8(new[] { "", "a", "aa", "é", "\ufffd", "😀", "0" }[random.Next(7)]),
        8 => Value.Array(new ArrayValue([.. Enumerable.Range(0, random.Next(3)).Select(_ => AnyValue(random, depth - 1))])),
        _ => AnyObject(random, depth),
    };

    private static Value AnyObject(Random random, int depth)
    {
        var result = new ObjectValue();
        for (var fields = random.Next(3); fields > 0; fields--)
        {
            result.Set("ab"[random.Next(2)].ToString(), AnyValue(random, depth - 1));
        }

        return Value.Object(result);
    }
}
