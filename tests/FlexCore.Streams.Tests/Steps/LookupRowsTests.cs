using FlexCore.Application.Streams;
using FlexCore.Streams.Lookups;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Steps;

public sealed class LookupRowsTests
{
    [Theory]
    [InlineData("17", 17.0)]
    [InlineData("0", 0.0)]
    [InlineData("-5", -5.0)]
    [InlineData("999999999999999", 999999999999999.0)]
    [InlineData("1000000000000000", null)]
    [InlineData("-0", null)]
    [InlineData("007", null)]
    [InlineData("1.0", null)]
    [InlineData("1e3", null)]
    [InlineData("", null)]
    [InlineData("-", null)]
    [InlineData("１７", null)]
    public void A_text_that_is_a_whole_number_is_that_number(string text, double? number)
    {
        var utf8 = System.Text.Encoding.UTF8.GetBytes(text);
        var expected = number is { } value ? Value.Number(value) : Value.String(text);

        LookupKey.Normalize(Value.String(text)).ShouldBe(expected);
        LookupKey.Normalize(Value.Utf8(utf8, 0, utf8.Length)).ShouldBe(expected);
    }

    [Fact]
    public void A_table_of_more_than_a_million_rows_is_refused()
    {
        var rows = new LookupRows(1, "'big'");
        for (var i = 0; i < LookupRows.MaxRows; i++)
        {
            rows.Add([Value.Number(i)]);
        }

        Should.Throw<StreamException>(() => rows.Add([Value.Number(-1)])).Message.ShouldContain("'big' has more than 1,000,000 rows");
    }

    [Fact]
    public void A_table_of_more_than_256_MiB_is_refused()
    {
        var rows = new LookupRows(1, "'wide'");
        var text = Value.String(new string('x', 50 << 20));
        rows.Add([Value.Number(1), text]);
        rows.Add([Value.Number(2), text]);

        Should.Throw<StreamException>(() => rows.Add([Value.Number(3), text])).Code.ShouldBe("lookup-too-large");
    }

    [Fact]
    public void The_fingerprint_is_that_of_the_content()
    {
        Fingerprint(1, 2).ShouldBe(Fingerprint(1, 2));
        Fingerprint(1, 2).ShouldNotBe(Fingerprint(1, 3));
        Fingerprint(1, 2).Length.ShouldBe(64);

        static string Fingerprint(params double[] keys)
        {
            var rows = new LookupRows(1, "t");
            foreach (var key in keys)
            {
                rows.Add([Value.Number(key), Value.String("x")]);
            }

            rows.Complete();
            return rows.Fingerprint;
        }
    }
}
