using System.Globalization;
using FlexCore.Streams.Time;

namespace FlexCore.Streams.Tests.Time;

public sealed class TimeTextTests
{
    [Theory]
    [InlineData("2024", "2024-01-01T00:00:00Z")]
    [InlineData("2024-02", "2024-02-01T00:00:00Z")]
    [InlineData("2024-02-29", "2024-02-29T00:00:00Z")]
    [InlineData("  2024-02-29\n", "2024-02-29T00:00:00Z")]
    [InlineData("2024-02-29T24:00", "2024-03-01T00:00:00Z")]
    [InlineData("2024-02-29 09:30", "2024-02-29T09:30:00Z")]
    [InlineData("2024-02-29T09:30+05:45", "2024-02-29T03:45:00Z")]
    [InlineData("2024-02-29T09:30-0030", "2024-02-29T10:00:00Z")]
    [InlineData("2024-02-29T09:30:15.1z", "2024-02-29T09:30:15.1Z")]
    [InlineData("2024-02-29T09:30:15.1239Z", "2024-02-29T09:30:15.123Z")]
    [InlineData("Thu, 29 Feb 2024 09:30:00 GMT", "2024-02-29T09:30:00Z")]
    [InlineData("29 Feb 2024 09:30 +0100", "2024-02-29T08:30:00Z")]
    [InlineData("9 february 2024", "2024-02-09T00:00:00Z")]
    [InlineData("Thu, 29 Feb 2024 09:30:00 UTC", "2024-02-29T09:30:00Z")]
    public void Reads_ISO_8601_and_mail_times_as_UTC(string text, string instant) =>
        TimeText.Parse(text).ShouldBe(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds(), text);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("24-02-29")]
    [InlineData("2024-2-29")]
    [InlineData("2024-00-01")]
    [InlineData("2024-13-01")]
    [InlineData("2024-01-00")]
    [InlineData("2024-01-32")]
    [InlineData("2024-01-01T")]
    [InlineData("2024-01-01T9:30")]
    [InlineData("2024-01-01T24:00:01")]
    [InlineData("2024-01-01T09:60")]
    [InlineData("2024-01-01T09:30:60")]
    [InlineData("2024-01-01T09:30:00.")]
    [InlineData("2024-01-01T09:30+24:00")]
    [InlineData("2024-01-01T09:30+01:60")]
    [InlineData("2024-01-01T09:30Zx")]
    [InlineData("-000000-01-01")]
    [InlineData("+275760-09-13T00:00:00.001Z")]
    [InlineData("-271821-04-19T23:59:59.999Z")]
    [InlineData("29 Foo 2024")]
    [InlineData("32 Feb 2024")]
    [InlineData("Thu, 29 Feb 24")]
    [InlineData("Thu, 29 Feb 2024 25:00")]
    [InlineData("1709208000000")]
    [InlineData("now")]
    [InlineData("２０２４-01-01")]
    public void Refuses_everything_else(string text) => TimeText.Parse(text).ShouldBe(double.NaN, text);

    [Fact]
    public void Text_longer_than_any_time_is_refused_whatever_it_says()
    {
        TimeText.Parse("2024-01-01T00:00:00." + new string('0', 44)).ShouldBe(1_704_067_200_000);
        TimeText.Parse("2024-01-01T00:00:00." + new string('0', 45)).ShouldBe(double.NaN);
    }

    [Theory]
    [InlineData(401)]
    public void A_zone_moves_the_instant_by_its_offset(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 5_000; i++)
        {
            var instant = new DateTimeOffset(random.NextInt64(TimeSpan.TicksPerDay * 2, DateTime.MaxValue.Ticks - (TimeSpan.TicksPerDay * 2)), TimeSpan.FromMinutes(random.Next(-839, 840)));
            var iso = instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
            var mail = instant.ToString("ddd, dd MMM yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture);

            TimeText.Parse(iso).ShouldBe(instant.ToUnixTimeMilliseconds(), $"seed {seed}: {iso}");
            TimeText.Parse(mail).ShouldBe(instant.ToUnixTimeSeconds() * 1_000, $"seed {seed}: {mail}");
        }
    }

    [Theory]
    [InlineData(402)]
    public void Random_text_is_read_or_refused_but_never_throws(int seed)
    {
        var random = new Random(seed);
        const string Letters = "0123456789-+:. TZ,GMTUTCFebNov";
        for (var i = 0; i < 30_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => Letters[random.Next(Letters.Length)]));

            (TimeText.Parse(text) is double.NaN or (>= -CivilTime.MaxMilliseconds and <= CivilTime.MaxMilliseconds)).ShouldBeTrue($"seed {seed}: {text}");
        }
    }

    [Fact]
    public void Every_day_of_eight_centuries_follows_the_day_before()
    {
        var days = CivilDate.Days(1, 1, 1);
        for (var date = new DateTime(1, 1, 1, 0, 0, 0, DateTimeKind.Utc); date.Year <= 800; date = date.AddDays(1), days++)
        {
            CivilDate.Days(date.Year, date.Month, date.Day).ShouldBe(days);
            CivilTime.DaysFromCivil(date.Year, date.Month, date.Day).ShouldBe(days);
        }
    }

    [Theory]
    [InlineData(2024, 2, 29, true)]
    [InlineData(2023, 2, 29, false)]
    [InlineData(1900, 2, 29, false)]
    [InlineData(2000, 2, 29, true)]
    [InlineData(2000, 2, 30, false)]
    [InlineData(2000, 4, 31, false)]
    [InlineData(2000, 12, 31, true)]
    [InlineData(0, 1, 1, false)]
    [InlineData(9999, 12, 31, true)]
    [InlineData(10_000, 1, 1, false)]
    [InlineData(2000, 0, 1, false)]
    [InlineData(2000, 13, 1, false)]
    [InlineData(2000, 1, 0, false)]
    public void Only_days_of_the_calendar_exist(int year, int month, int day, bool exists) => CivilDate.Exists(year, month, day).ShouldBe(exists);
}
