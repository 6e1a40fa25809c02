using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Tests.Terminal;

public class AmountsTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(999, "999")]
    [InlineData(1_234_567, "1,234,567")]
    public void Counts_have_separators(long value, string expected) => Amounts.Count(value).ShouldBe(expected);

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1_000, "1.0 kB")]
    [InlineData(999_949, "999.9 kB")]
    [InlineData(999_960, "1.0 MB")]
    [InlineData(5_000_000_000, "5.0 GB")]
    public void Bytes_use_the_largest_unit_that_keeps_the_number_below_a_thousand(long value, string expected) =>
        Amounts.Bytes(value).ShouldBe(expected);

    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(12.34, "12.3 s")]
    [InlineData(59.94, "59.9 s")]
    [InlineData(59.96, "1m 00s")]
    [InlineData(3_599.4, "59m 59s")]
    [InlineData(3_599.6, "1h 00m")]
    [InlineData(125, "2m 05s")]
    [InlineData(10_930, "3h 02m")]
    public void Durations_are_short(double seconds, string expected) => Amounts.Duration(TimeSpan.FromSeconds(seconds)).ShouldBe(expected);

    [Fact]
    public void A_rate_needs_time() => Amounts.Rate(100, TimeSpan.Zero).ShouldBe("-");

    [Fact]
    public void A_rate_is_per_second() => Amounts.Rate(5_000, TimeSpan.FromSeconds(2)).ShouldBe("2,500/s");
}
