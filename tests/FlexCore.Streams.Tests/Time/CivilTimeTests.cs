using System.Globalization;
using FlexCore.Streams.Time;

namespace FlexCore.Streams.Tests.Time;

public sealed class CivilTimeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void An_instant_has_the_parts_that_the_runtime_gives_it(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++)
        {
            var instant = new DateTime(random.NextInt64(DateTime.MaxValue.Ticks), DateTimeKind.Utc);
            var milliseconds = Math.Floor((instant - DateTime.UnixEpoch).TotalMilliseconds);
            instant = DateTime.UnixEpoch.AddMilliseconds(milliseconds);

            var civil = CivilTime.From(milliseconds);

            civil.ShouldBe(new CivilTime(instant.Year, instant.Month, instant.Day, instant.Hour, instant.Minute, instant.Second, instant.Millisecond), $"seed {seed}: {milliseconds}");
            civil.Weekday.ShouldBe((int)instant.DayOfWeek, $"seed {seed}: {milliseconds}");
        }
    }

    [Theory]
    [InlineData(3)]
    public void Parts_and_instants_are_inverse_over_the_whole_range(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++)
        {
            var milliseconds = Math.Floor((random.NextDouble() - 0.5) * 2 * CivilTime.MaxMilliseconds);

            CivilTime.From(milliseconds).ToMilliseconds().ShouldBe(milliseconds, $"seed {seed}");
            TimeText.Parse(TimeFormat.WriteIso(milliseconds)).ShouldBe(milliseconds, $"seed {seed}");
            CivilTime.From(milliseconds).Weekday.ShouldBeInRange(0, 6);
        }
    }

    [Theory]
    [InlineData(-8.64e15, "-271821-04-20T00:00:00.000Z")]
    [InlineData(8.64e15, "+275760-09-13T00:00:00.000Z")]
    [InlineData(-62167219200001, "-000001-12-31T23:59:59.999Z")]
    [InlineData(-62167219200000, "0000-01-01T00:00:00.000Z")]
    [InlineData(-1, "1969-12-31T23:59:59.999Z")]
    [InlineData(253402300800000, "+010000-01-01T00:00:00.000Z")]
    public void The_ends_of_the_range_are_written_as_javascript_does(double milliseconds, string expected)
    {
        TimeFormat.WriteIso(milliseconds).ShouldBe(expected);
        TimeText.Parse(expected).ShouldBe(milliseconds);
    }

    [Theory]
    [InlineData("yyyy-MM-dd HH:mm:ss.fff")]
    [InlineData("dd/MMM/yyyy:HH:mm:ss.fff zzz")]
    [InlineData("dddd, d MMMM yyyy h:mm:s.fff tt")]
    [InlineData("ddd M/d/yyyy H:m:ss.fff 'at' zzz")]
    public void A_format_reads_what_it_has_written(string format)
    {
        var random = new Random(format.Length);
        for (var i = 0; i < 2_000; i++)
        {
            var milliseconds = Math.Floor(random.NextDouble() * 4e12);
            var text = TimeFormat.Write(milliseconds, format);

            TimeFormat.Read(text, format).ShouldBe(milliseconds, text);
        }
    }

    [Theory]
    [InlineData("10/Oct/2000:13:55:36 -0700", "dd/MMM/yyyy:HH:mm:ss zzz", "2000-10-10T20:55:36Z")]
    [InlineData("31.12.99", "dd.MM.yy", "1999-12-31")]
    [InlineData("01.01.26", "dd.MM.yy", "2026-01-01")]
    [InlineData("12:05 AM", "hh:mm tt", "1970-01-01T00:05:00Z")]
    [InlineData("12:05 pm", "hh:mm tt", "1970-01-01T12:05:00Z")]
    public void Times_of_the_world_are_read_by_their_format(string text, string format, string iso) =>
        TimeFormat.Read(text, format).ShouldBe(DateTimeOffset.Parse(iso, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeMilliseconds());

    [Theory]
    [InlineData("2026-11-22", "yyyy-MM")]
    [InlineData("2026-11", "yyyy-MM-dd")]
    [InlineData("2026-13-01", "yyyy-MM-dd")]
    [InlineData("22 Foo 2026", "dd MMM yyyy")]
    [InlineData("12:05 XM", "hh:mm tt")]
    [InlineData("+99:00", "zzz")]
    [InlineData("", "yyyy")]
    [InlineData("x", "'unclosed")]
    public void What_does_not_fit_the_format_is_not_a_time(string text, string format) => TimeFormat.Read(text, format).ShouldBe(double.NaN);

    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("1.5h", 5_400_000)]
    [InlineData("2d", 172_800_000)]
    [InlineData("1w", 604_800_000)]
    [InlineData("", double.NaN)]
    [InlineData("5", double.NaN)]
    [InlineData("m", double.NaN)]
    [InlineData("-1m", double.NaN)]
    [InlineData("1.2.3s", double.NaN)]
    public void A_duration_is_a_number_with_a_unit(string text, double expected) => DurationReader.Parse(text).ShouldBe(expected);
}
