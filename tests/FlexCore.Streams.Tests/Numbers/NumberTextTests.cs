using System.Text;
using FlexCore.Streams.Numbers;

namespace FlexCore.Streams.Tests.Numbers;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_is_written_reads_back_as_the_same_number(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++)
        {
            var number = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (double.IsNaN(number))
            {
                continue;
            }

            var text = NumberText.Format(number);

            NumberText.Parse(text).ShouldBe(number, $"seed {seed}: {text}");
            NumberText.Parse(Encoding.ASCII.GetBytes(text)).ShouldBe(number, $"seed {seed}: {text}");
            text.Length.ShouldBeLessThanOrEqualTo(NumberWriter.MaxLength);
        }
    }

    [Theory]
    [InlineData(3)]
    public void Both_encodings_of_any_text_read_as_the_same_number(int seed)
    {
        const string Characters = "0123456789+-.eExXoObBfInity_ \u00a0\u0660a";
        var random = new Random(seed);
        for (var i = 0; i < 50_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => Characters[random.Next(Characters.Length)]));

            NumberText.Parse(Encoding.UTF8.GetBytes(text)).ShouldBe(NumberText.Parse(text), $"seed {seed}: '{text}'");
        }
    }

    [Theory]
    [InlineData("0xffffffffffffffffffff", 1.2089258196146292e24)]
    [InlineData("0x20000000000001", 9007199254740993d)]
    [InlineData("0b11111111111111111111111111111111111111111111111111111", 9007199254740991d)]
    [InlineData("0x", double.NaN)]
    [InlineData("0xg", double.NaN)]
    [InlineData("+0x1", double.NaN)]
    [InlineData("٣", double.NaN)]
    public void Other_radixes_read_as_javascript_reads_them(string text, double expected) => NumberText.Parse(text).ShouldBe(expected);

    [Fact]
    public void A_very_long_text_is_read_without_harm()
    {
        NumberText.Parse(new string('9', 100_000)).ShouldBe(double.PositiveInfinity);
        NumberText.Parse("0." + new string('0', 100_000) + "1").ShouldBe(0);
        NumberText.Parse("0x" + new string('f', 100_000)).ShouldBe(double.NaN);
        NumberText.Parse("1e" + new string('9', 1_000)).ShouldBe(double.PositiveInfinity);
    }

    [Fact]
    public void White_space_is_what_javascript_calls_white_space()
    {
        int[] spaces = [0x9, 0xA, 0xB, 0xC, 0xD, 0x20, 0xA0, 0x1680, .. Enumerable.Range(0x2000, 11), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF];

        Enumerable.Range(0, 0x10000).Where(static code => NumberText.IsSpace((char)code)).ShouldBe(spaces);
    }
}
