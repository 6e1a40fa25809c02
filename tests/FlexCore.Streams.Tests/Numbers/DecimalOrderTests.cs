using System.Globalization;
using System.Numerics;
using FlexCore.Streams.Numbers;

namespace FlexCore.Streams.Tests.Numbers;

public sealed class DecimalOrderTests
{
    [Theory]
    [InlineData("9007199254740992", "9007199254740993")]
    [InlineData("-9007199254740993", "-9007199254740992")]
    [InlineData("-1", "0")]
    [InlineData("-1e-400", "0")]
    [InlineData("0", "1e-400")]
    [InlineData("-0.5", "0.5")]
    [InlineData("9", "10")]
    [InlineData("0.09", "0.1")]
    [InlineData("1e399", "1e400")]
    [InlineData("9e399", "1e400")]
    [InlineData("-1e400", "-9e399")]
    [InlineData("1e-400", "1e-399")]
    [InlineData("1", "1.0000000000000000001")]
    [InlineData("1.00000000000000000009", "1.0000000000000000001")]
    [InlineData("99999999999999999999", "1e20")]
    [InlineData("1E+20", "100000000000000000001")]
    public void Orders_numbers_by_size_whatever_their_notation(string less, string more)
    {
        DecimalOrder.Compare(less, more).ShouldBe(-1);
        DecimalOrder.Compare(more, less).ShouldBe(1);
    }

    [Theory]
    [InlineData("1e400", "10e399")]
    [InlineData("1e400", "0.1e401")]
    [InlineData("100", "1E+2")]
    [InlineData("0", "-0")]
    [InlineData("0", "0e999")]
    [InlineData("0.0", "-0.000e-7")]
    [InlineData("1.50", "15e-1")]
    [InlineData("-0.0012", "-12e-4")]
    public void Two_notations_of_one_number_are_equal(string left, string right)
    {
        DecimalOrder.Compare(left, right).ShouldBe(0);
        DecimalOrder.Compare(right, left).ShouldBe(0);
    }

    [Fact]
    public void Agrees_with_whole_number_arithmetic()
    {
        const int seed = 301;
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++)
        {
            var (left, right) = (Whole(random), Whole(random));

            DecimalOrder.Compare(Notation(random, left), Notation(random, right)).ShouldBe(left.CompareTo(right), $"seed {seed}: {left} and {right}");
        }
    }

    // Neighbours often: numbers that agree in most of their digits are the hard ones.
    private static BigInteger Whole(Random random)
    {
        var number = (random.Next(3) * BigInteger.Pow(10, random.Next(0, 25))) + random.Next(3);
        return random.Next(2) == 0 ? number : -number;
    }

    private static string Notation(Random random, BigInteger number)
    {
        var zeros = random.Next(0, 4);
        var text = number.ToString(CultureInfo.InvariantCulture);
        return random.Next(3) switch
        {
            0 => text,
            1 => string.Create(CultureInfo.InvariantCulture, $"{text}{new string('0', zeros)}e-{zeros}"),
            _ => $"{text}.{new string('0', zeros + 1)}",
        };
    }
}
