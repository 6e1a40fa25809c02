using System.Globalization;
using System.Text;
using FlexCore.Streams.Parsing;

namespace FlexCore.Streams.Tests.Parsing;

public sealed class AccessLogTimeTests
{
    [Fact]
    public void Agrees_with_the_calendar_of_the_runtime()
    {
        const int seed = 4711;
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++)
        {
            var offset = TimeSpan.FromMinutes(random.Next(-14 * 60, (14 * 60) + 1));
            var local = new DateTime(random.NextInt64(TimeSpan.TicksPerDay * 2, DateTime.MaxValue.Ticks - (TimeSpan.TicksPerDay * 2)), DateTimeKind.Unspecified);
            var time = new DateTimeOffset(local.AddTicks(-(local.Ticks % TimeSpan.TicksPerSecond)), offset);
            var text = time.ToString("dd/MMM/yyyy:HH:mm:ss zzz", CultureInfo.InvariantCulture).Remove(24, 1);

            AccessLogTime.TryRead(Encoding.ASCII.GetBytes(text), out var milliseconds).ShouldBeTrue($"seed {seed}: {text}");

            milliseconds.ShouldBe(time.ToUnixTimeMilliseconds(), $"seed {seed}: {text}");
        }
    }

    [Theory]
    [InlineData("29/Feb/2000:00:00:00 +0000", 951_782_400_000)]
    [InlineData("01/Jan/1970:00:00:00 +0000", 0)]
    [InlineData("31/Dec/1969:23:59:59 +0000", -1_000)]
    [InlineData("10/Oct/2000:13:55:36 -0700", 971_211_336_000)]
    [InlineData("30/Jun/2015:23:59:60 +0000", 1_435_708_800_000)]
    public void Reads_known_times(string text, long milliseconds)
    {
        AccessLogTime.TryRead(Encoding.ASCII.GetBytes(text), out var read).ShouldBeTrue();
        read.ShouldBe(milliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10/Oct/2000:13:55:36 -070")]
    [InlineData("29/Feb/1900:00:00:00 +0000")]
    [InlineData("00/Oct/2000:13:55:36 -0700")]
    [InlineData("32/Oct/2000:13:55:36 -0700")]
    [InlineData("10/oct/2000:13:55:36 -0700")]
    [InlineData("10/Okt/2000:13:55:36 -0700")]
    [InlineData("10/Oct/0000:13:55:36 -0700")]
    [InlineData("10/Oct/2000:24:00:00 -0700")]
    [InlineData("10/Oct/2000:13:60:36 -0700")]
    [InlineData("10/Oct/2000:13:55:61 -0700")]
    [InlineData("10/Oct/2000:13:55:36 -2400")]
    [InlineData("10/Oct/2000:13:55:36 -0760")]
    [InlineData("10/Oct/2000:13:55:36 ~0700")]
    [InlineData("10-Oct-2000:13:55:36 -0700")]
    [InlineData("10/Oct/2000 13:55:36 -0700")]
    [InlineData("10/Oct/20x0:13:55:36 -0700")]
    [InlineData("10/Oct/2000:13:55:36-0700 ")]
    public void Refuses_what_is_no_time(string text) =>
        AccessLogTime.TryRead(Encoding.ASCII.GetBytes(text), out _).ShouldBeFalse();
}
