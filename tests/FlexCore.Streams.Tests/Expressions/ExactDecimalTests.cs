using System.Globalization;
using FlexCore.Streams.Expressions.Semantics;

namespace FlexCore.Streams.Tests.Expressions;

public sealed class ExactDecimalTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Fixed_decimals_are_the_exact_value_rounded_with_halves_away_from_zero(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 5_000; i++)
        {
            // Sixteenths are exact in binary and in decimal, so System.Decimal is an independent judge.
            var sixteenths = random.Next(-1_000_000, 1_000_000);
            var digits = random.Next(0, 6);
            var expected = decimal.Round(sixteenths / 16m, digits, MidpointRounding.AwayFromZero);

            var text = ExactDecimal.ToFixed(sixteenths / 16d, digits);

            decimal.Parse(text, CultureInfo.InvariantCulture).ShouldBe(expected, $"seed {seed}: {sixteenths}/16");
            (text.Contains('.') ? text.Length - text.IndexOf('.') - 1 : 0).ShouldBe(digits);
        }
    }

    [Theory]
    [InlineData(3)]
    public void Seventeen_significant_digits_read_back_as_the_same_number(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 5_000; i++)
        {
            var number = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (double.IsFinite(number))
            {
                var text = ExactDecimal.ToPrecision(number, 17);
                double.Parse(text, CultureInfo.InvariantCulture).ShouldBe(number, $"seed {seed}: {text}");
            }
        }
    }

    [Theory]
    [InlineData(999.5, 3, "1.00e+3")]
    [InlineData(99.95, 3, "100")]
    [InlineData(0.00000099995, 4, "0.000001000")]
    [InlineData(1e-7, 1, "1e-7")]
    [InlineData(0, 1, "0")]
    [InlineData(0, 3, "0.00")]
    [InlineData(double.Epsilon, 3, "4.94e-324")]
    [InlineData(double.MaxValue, 3, "1.80e+308")]
    public void A_carry_may_add_a_digit(double number, int precision, string expected) =>
        ExactDecimal.ToPrecision(number, precision).ShouldBe(expected);
}
