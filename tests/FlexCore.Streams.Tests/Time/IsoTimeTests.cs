using System.Globalization;
using System.Text;
using FlexCore.Streams.Time;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Time;

public sealed class IsoTimeTests
{
    [Theory]
    [InlineData("1970-01-01", 0)]
    [InlineData("1970-01-01T00:00", 0)]
    [InlineData("1970-01-01T00:00Z", 0)]
    [InlineData("1970-01-01t00:00:00z", 0)]
    [InlineData("1970-01-01 00:00:01", 1_000)]
    [InlineData("1970-01-01T00:00:00.5Z", 500)]
    [InlineData("1970-01-01T00:00:00,123Z", 123)]
    [InlineData("1970-01-01T00:00:00.123999999Z", 123)]
    [InlineData("1970-01-01T01:00:00+01:00", 0)]
    [InlineData("1970-01-01T01:00:00+0100", 0)]
    [InlineData("1970-01-01T01:00:00+01", 0)]
    [InlineData("1969-12-31T18:30:00-05:30", 0)]
    [InlineData("1969-12-31T24:00:00Z", 0)]
    [InlineData("1969-12-31T23:59:60Z", 0)]
    [InlineData("0001-01-01T00:00:00Z", -62_135_596_800_000)]
    [InlineData("9999-12-31T23:59:59.999Z", 253_402_300_799_999)]
    public void Reads_the_forms_of_ISO_8601(string text, long milliseconds)
    {
        IsoTime.TryRead(Encoding.UTF8.GetBytes(text), out var read).ShouldBeTrue(text);
        read.ShouldBe(milliseconds, text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1970")]
    [InlineData("1970-01")]
    [InlineData("1970-1-1")]
    [InlineData("1970-02-29")]
    [InlineData("1970-13-01")]
    [InlineData("0000-01-01")]
    [InlineData("1970-01-01T")]
    [InlineData("1970-01-01T1")]
    [InlineData("1970-01-01T24:00:01")]
    [InlineData("1970-01-01T23:60")]
    [InlineData("1970-01-01T23:00:61")]
    [InlineData("1970-01-01T23:00:00.")]
    [InlineData("1970-01-01T23:00:00x")]
    [InlineData("1970-01-01T23:00:00+1")]
    [InlineData("1970-01-01T23:00:00+24:00")]
    [InlineData("1970-01-01T23:00:00+01:60")]
    [InlineData("1970-01-01T23:00:00+01:0")]
    [InlineData("1970-01-01T23:00:00Z ")]
    [InlineData("1970/01/01")]
    [InlineData("tomorrow, 1 pm")]
    public void Refuses_everything_else(string text) => IsoTime.TryRead(Encoding.UTF8.GetBytes(text), out _).ShouldBeFalse(text);

    [Fact]
    public void What_is_written_agrees_with_the_runtime_and_reads_back()
    {
        const int seed = 61;
        var random = new Random(seed);
        for (var i = 0; i < 5_000; i++)
        {
            var milliseconds = random.NextInt64(-62_135_596_800_000, 253_402_300_800_000);
            var written = IsoTime.Write(milliseconds);

            written.AsString().ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), $"seed {seed}");
            IsoTime.TryRead(written.Utf8Span(), out var read).ShouldBeTrue();
            read.ShouldBe(milliseconds, $"seed {seed}");
        }
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        const int seed = 62;
        var random = new Random(seed);
        for (var i = 0; i < 50_000; i++)
        {
            var text = "2026-11-22T09:30:15.123+01:00"u8.ToArray();
            text[random.Next(text.Length)] = (byte)random.Next(256);
            text[random.Next(text.Length)] = (byte)random.Next(256);
            IsoTime.TryRead(text.AsSpan(0, random.Next(text.Length + 1)), out var milliseconds).ShouldBeOneOf(true, false);
            milliseconds.ShouldBeInRange(-62_135_700_000_000, 253_402_500_000_000, $"seed {seed}");
        }
    }
}
