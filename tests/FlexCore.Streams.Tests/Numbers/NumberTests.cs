using System.Globalization;
using System.Text;
using FlexCore.Streams.Numbers;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Numbers;

public sealed class NumberTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", -0.0)]
    [InlineData("7", 7)]
    [InlineData("-12.50", -12.5)]
    [InlineData("0.1", 0.1)]
    [InlineData("1e3", 1000)]
    [InlineData("1E+3", 1000)]
    [InlineData("12e-1", 1.2)]
    [InlineData("9007199254740992", 9007199254740992)]
    [InlineData("1.7976931348623157e308", double.MaxValue)]
    [InlineData("5e-324", double.Epsilon)]
    [InlineData("0.000000000000000000000000", 0)]
    [InlineData("0e999999999999", 0)]
    [InlineData("123456789012345680000", 1.2345678901234568E+20)]
    public void Reads_numbers_that_a_double_holds(string text, double expected)
    {
        NumberReader.TryReadWhole(Encoding.ASCII.GetBytes(text), out var value).ShouldBeTrue();
        value.TryGetNumber(out var number).ShouldBeTrue(text);
        BitConverter.DoubleToInt64Bits(number).ShouldBe(BitConverter.DoubleToInt64Bits(expected), text);
    }

    [Theory]
    [InlineData("9007199254740993", 9007199254740992)]
    [InlineData("18446744073709551615", 18446744073709551616d)]
    [InlineData("-12345678901234567890", -12345678901234567000d)]
    [InlineData("0.12345678901234567890", 0.12345678901234568)]
    [InlineData("1e400", double.PositiveInfinity)]
    [InlineData("-1e400", double.NegativeInfinity)]
    [InlineData("1e-400", 0)]
    [InlineData("1.0000000000000000001", 1)]
    public void Keeps_the_digits_that_a_double_cannot_hold(string text, double nearest)
    {
        NumberReader.TryReadWhole(Encoding.ASCII.GetBytes(text), out var value).ShouldBeTrue();
        value.TryGetExactNumber(out var exact).ShouldBeTrue(text);
        exact.ShouldBe(new ExactNumber(text, nearest));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+1")]
    [InlineData("01")]
    [InlineData("-01")]
    [InlineData(".5")]
    [InlineData("1.")]
    [InlineData("1.e3")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1x")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1_000")]
    [InlineData(" 1")]
    public void Refuses_what_is_no_JSON_number(string text) =>
        NumberReader.TryReadWhole(Encoding.ASCII.GetBytes(text), out _).ShouldBeFalse(text);

    [Fact]
    public void A_number_of_1000_characters_is_kept_and_a_longer_one_refused()
    {
        NumberReader.TryReadWhole(Encoding.ASCII.GetBytes(new string('7', 1_000)), out var value).ShouldBeTrue();
        value.TryGetExactNumber(out var exact).ShouldBeTrue();
        exact.Text.Length.ShouldBe(1_000);

        NumberReader.TryReadWhole(Encoding.ASCII.GetBytes(new string('7', 1_001)), out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.0, "0")]
    [InlineData(-5, "-5")]
    [InlineData(0.1, "0.1")]
    [InlineData(-0.1, "-0.1")]
    [InlineData(123.456, "123.456")]
    [InlineData(1e21, "1e+21")]
    [InlineData(1e20, "100000000000000000000")]
    [InlineData(123456789012345680000d, "123456789012345680000")]
    [InlineData(1.5e300, "1.5e+300")]
    [InlineData(1e-6, "0.000001")]
    [InlineData(1.25e-6, "0.00000125")]
    [InlineData(1e-7, "1e-7")]
    [InlineData(-1.25e-7, "-1.25e-7")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(double.MaxValue, "1.7976931348623157e+308")]
    [InlineData(9007199254740992, "9007199254740992")]
    [InlineData(9007199254740994, "9007199254740994")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void Writes_numbers_as_JavaScript_does(double number, string expected) => Text(number).ShouldBe(expected);

    [Fact]
    public void Every_finite_double_survives_writing_and_reading()
    {
        const int seed = 99;
        var random = new Random(seed);
        for (var i = 0; i < 50_000; i++)
        {
            var number = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (i % 3 == 0)
            {
                number = random.Next(-1_000_000, 1_000_000) / Math.Pow(10, random.Next(0, 12));
            }

            if (!double.IsFinite(number))
            {
                continue;
            }

            var text = Text(number);
            NumberReader.TryReadWhole(Encoding.ASCII.GetBytes(text), out var value).ShouldBeTrue($"seed {seed}: {text}");
            value.TryGetNumber(out var read).ShouldBeTrue($"seed {seed}: {text}");
            read.ShouldBe(number, $"seed {seed}: {text}");
        }
    }

    [Fact]
    public void Reading_agrees_with_the_runtime_for_random_texts()
    {
        const int seed = 1234;
        var random = new Random(seed);
        for (var i = 0; i < 50_000; i++)
        {
            var text = $"{(random.Next(2) == 0 ? "-" : "")}{random.NextInt64(0, 1L << random.Next(1, 63))}";
            text += random.Next(2) == 0 ? "." + random.NextInt64(0, 1L << random.Next(1, 63)).ToString(CultureInfo.InvariantCulture) : "";
            text += random.Next(4) == 0 ? "e" + random.Next(-340, 320).ToString(CultureInfo.InvariantCulture) : "";

            NumberReader.TryReadWhole(Encoding.ASCII.GetBytes(text), out var value).ShouldBeTrue($"seed {seed}: {text}");

            value.AsNumber().ShouldBe(double.Parse(text, CultureInfo.InvariantCulture), $"seed {seed}: {text}");
        }
    }

    private static string Text(double number)
    {
        Span<byte> target = stackalloc byte[NumberWriter.MaxLength];
        return Encoding.ASCII.GetString(target[..NumberWriter.Write(number, target)]);
    }
}
