using System.Globalization;
using System.Numerics;

namespace FlexCore.Hocon.Tests.Properties;

/// <summary>Durations and sizes beside exact arithmetic of whole numbers.</summary>
public sealed class UnitProperties
{
    private static readonly (string Names, long Nanoseconds)[] Durations =
    [
        ("ns nano nanos nanosecond nanoseconds", 1), ("us micro micros microsecond microseconds", 1_000), ("ms milli millis millisecond milliseconds", 1_000_000),
        ("s second seconds", 1_000_000_000), ("m minute minutes", 60_000_000_000), ("h hour hours", 3_600_000_000_000), ("d day days", 86_400_000_000_000),
    ];

    private static readonly string[] Letters = ["K", "M", "G", "T", "P", "E"];

    [Fact]
    public void Every_name_of_a_unit_of_time_means_its_length()
    {
        foreach (var (names, nanoseconds) in Durations)
        {
            foreach (var name in names.Split(' '))
            {
                HoconUnits.ParseDuration($"300{name}").Ticks.ShouldBe(300 * nanoseconds / 100, name);
                HoconUnits.ParseDuration($"  -700 {name} ").Ticks.ShouldBe(-700 * nanoseconds / 100, name);
                Should.Throw<HoconException>(() => HoconUnits.ParseDuration($"1{name.ToUpperInvariant()}"), name).Message.ShouldContain("unknown duration unit");
            }
        }
    }

    [Fact]
    public void Sizes_of_a_letter_are_powers_of_1024_and_those_of_its_B_powers_of_1000()
    {
        for (var power = 1; power <= Letters.Length; power++)
        {
            var letter = Letters[power - 1];
            var (two, ten) = (BigInteger.Pow(1024, power), BigInteger.Pow(1000, power));
            foreach (var name in new[] { letter, letter.ToLowerInvariant(), letter + "i", letter + "iB" })
            {
                ((BigInteger)HoconUnits.ParseSize($"7{name}")).ShouldBe(7 * two, name);
            }

            ((BigInteger)HoconUnits.ParseSize($"7 {(power == 1 ? "k" : letter)}B")).ShouldBe(7 * ten);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20261127)]
    public void Any_amount_is_exact_or_refused_as_too_large(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 2_000; i++)
        {
            var power = random.Next(Letters.Length + 1);
            var amount = random.NextInt64(1L << random.Next(1, 63));
            var text = $"{amount}{(power == 0 ? "" : Letters[power - 1])}";
            var expected = amount * BigInteger.Pow(1024, power);
            if (expected > long.MaxValue)
            {
                Should.Throw<HoconException>(() => HoconUnits.ParseSize(text), text).Message.ShouldContain("is too large for a size");
                continue;
            }

            ((BigInteger)HoconUnits.ParseSize(text)).ShouldBe(expected, $"seed {seed}: {text}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_duration_written_in_any_unit_reads_back(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 2_000; i++)
        {
            var (names, nanoseconds) = Durations[random.Next(1, Durations.Length)];
            var ticks = random.NextInt64(1L << random.Next(1, 60));
            var amount = ticks * 100m / nanoseconds;
            var text = $"{amount.ToString(CultureInfo.InvariantCulture)} {names.Split(' ')[0]}";

            // A decimal has 28 digits: where the quotient needs more, the last tick may be rounded.
            Math.Abs(HoconUnits.ParseDuration(text).Ticks - ticks).ShouldBeLessThanOrEqualTo(amount * nanoseconds == ticks * 100m ? 0 : 1, $"seed {seed}: {text}");
        }
    }

    [Theory]
    [InlineData("", "is not a number")]
    [InlineData("s", "is not a number")]
    [InlineData("1,5s", "is not a number")]
    [InlineData("1 2s", "is not a number")]
    [InlineData("0x10s", "is not a number")]
    [InlineData("1..5 s", "is not a number")]
    [InlineData("1e999 s", "is too large for a duration")]
    [InlineData("1e25 d", "is too large for a duration")]
    [InlineData("10675200 d", "is too large for a duration")]
    [InlineData("1 fortnight", "unknown duration unit 'fortnight'; known are ns nano")]
    [InlineData("1 µs", "unknown duration unit")]
    public void What_is_no_duration_is_refused_with_the_reason(string text, string reason) => Should.Throw<HoconException>(() => HoconUnits.ParseDuration(text)).Message.ShouldContain(reason);

    [Theory]
    [InlineData("-1", "is negative; a size is 0 bytes or more")]
    [InlineData("8E", "is too large for a size")]
    [InlineData("9223372036854775808", "is too large for a size")]
    [InlineData("1 ZB", "is too large for a size")]
    [InlineData("1 KBit", "unknown size unit 'KBit'")]
    [InlineData("1 KB", "unknown size unit 'KB'")]
    [InlineData("one", "unknown size unit 'one'")]
    public void What_is_no_size_is_refused_with_the_reason(string text, string reason) => Should.Throw<HoconException>(() => HoconUnits.ParseSize(text)).Message.ShouldContain(reason);

    [Theory]
    [InlineData("3", 0, 0, 3)]
    [InlineData("3d", 0, 0, 3)]
    [InlineData("2 weeks", 0, 0, 14)]
    [InlineData("-2w", 0, 0, -14)]
    [InlineData("5 mo", 0, 5, 0)]
    [InlineData("7 years", 7, 0, 0)]
    public void A_period_has_years_months_or_days(string text, int years, int months, int days) => HoconUnits.ParsePeriod(text).ShouldBe(new HoconPeriod(years, months, days));

    [Theory]
    [InlineData("1.5d")]
    [InlineData("2147483648 d")]
    [InlineData("400000000 w")]
    [InlineData("1 h")]
    [InlineData("")]
    public void What_is_no_period_is_refused(string text) => Should.Throw<HoconException>(() => HoconUnits.ParsePeriod(text)).Message.ShouldContain($"'{text}'");
}
