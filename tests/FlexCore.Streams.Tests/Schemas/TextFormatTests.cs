using System.Text;
using FlexCore.Streams.Schemas;

namespace FlexCore.Streams.Tests.Schemas;

/// <summary>Formats at their edges, and beside the framework's own readers for random texts near them.</summary>
public sealed class TextFormatTests
{
    [Theory]
    [InlineData("a@b", true)]
    [InlineData("a.b@c.d", true)]
    [InlineData("a!#$%&'*+-/=?^_`{|}~@b", true)]
    [InlineData("a@1.2.3.4", true)]
    [InlineData("a@b-c", true)]
    [InlineData("a..b@c", false)]
    [InlineData("a.@b", false)]
    [InlineData(".a@b", false)]
    [InlineData("a@b.", false)]
    [InlineData("a@.b", false)]
    [InlineData("a@b..c", false)]
    [InlineData("a@-b", false)]
    [InlineData("a@b-", false)]
    [InlineData("a@", false)]
    [InlineData("@b", false)]
    [InlineData("a", false)]
    [InlineData("", false)]
    [InlineData("a b@c", false)]
    [InlineData("a@b c", false)]
    [InlineData("\"a b\"@c", false)]
    [InlineData("a@b_c", false)]
    [InlineData("ü@b", false)]
    [InlineData("a@ü", false)]
    public void An_email_address_is_a_name_and_a_host(string text, bool valid) => Is("email", text).ShouldBe(valid);

    [Theory]
    [InlineData(64, 63, true)]
    [InlineData(65, 63, false)]
    [InlineData(64, 64, false)]
    public void The_parts_of_an_email_address_are_bounded(int name, int label, bool valid) => Is("email", $"{new string('n', name)}@{new string('l', label)}.org").ShouldBe(valid);

    [Theory]
    [InlineData(253, true)]
    [InlineData(254, false)]
    public void A_host_is_bounded(int length, bool valid)
    {
        var host = new StringBuilder();
        while (host.Length < length)
        {
            host.Append(host.Length % 50 == 49 && host.Length < length - 1 ? '.' : 'h');
        }

        Is("email", $"a@{host}").ShouldBe(valid);
    }

    [Theory]
    [InlineData("a:", true)]
    [InlineData("a1+-.:x", true)]
    [InlineData("urn:isbn:0451450523", true)]
    [InlineData("http://[::1]:80/p;q?a=b&c=d#e", true)]
    [InlineData("http://a/%2f%AF", true)]
    [InlineData("1a:x", false)]
    [InlineData("+a:x", false)]
    [InlineData(":x", false)]
    [InlineData("a_b:x", false)]
    [InlineData("ab", false)]
    [InlineData("", false)]
    [InlineData("http://a/%2", false)]
    [InlineData("http://a/%", false)]
    [InlineData("http://a/%2g", false)]
    [InlineData("http://a/\\", false)]
    [InlineData("http://a/<b>", false)]
    [InlineData("http://ü/", false)]
    [InlineData("http://a/\n", false)]
    public void An_address_has_a_scheme_and_only_characters_of_addresses(string text, bool valid) => Is("uri", text).ShouldBe(valid);

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000", true)]
    [InlineData("ABCDEFab-cdef-ABCD-efab-0123456789ab", true)]
    [InlineData("0000000-00000-0000-0000-000000000000", false)]
    [InlineData("00000000-0000-0000-0000-00000000000", false)]
    [InlineData("00000000-0000-0000-0000-0000000000000", false)]
    [InlineData("00000000-0000-0000-0000-00000000000g", false)]
    [InlineData("{0000000-0000-0000-0000-00000000000}", false)]
    [InlineData("000000000000-0000-0000-0000-00000000", false)]
    public void A_uuid_has_hyphens_at_four_places(string text, bool valid) => Is("uuid", text).ShouldBe(valid);

    [Theory]
    [InlineData("2026-11-27T12:00:00Z", true)]
    [InlineData("2026-11-27t12:00:00z", true)]
    [InlineData("2026-11-27T12:00:00.1Z", true)]
    [InlineData("2026-11-27T12:00:00+00:00", true)]
    [InlineData("2026-11-27T12:00:00.123456789-12:30", true)]
    [InlineData("2026-11-27T12:00Z", false)]
    [InlineData("2026-11-27T12:00:00", false)]
    [InlineData("2026-11-27T12:00:00+0000", false)]
    [InlineData("2026-11-27T12:00:00+00", false)]
    [InlineData("2026-11-27 12:00:00Z", false)]
    [InlineData("2026-11-27T24:00:01Z", false)]
    [InlineData("2026-11-27T12:60:00Z", false)]
    [InlineData("2026-13-01T12:00:00Z", false)]
    [InlineData("2026-11-31T12:00:00Z", false)]
    [InlineData("26-11-27T12:00:00Z", false)]
    [InlineData("", false)]
    public void A_moment_has_all_parts_and_a_zone(string text, bool valid) => Is("date-time", text).ShouldBe(valid);

    /// <summary>Every date of some years and everything that only looks like one, beside the calendar of the framework.</summary>
    [Fact]
    public void A_date_is_a_day_of_the_calendar()
    {
        for (var year = 1999; year <= 2005; year++)
        {
            for (var month = 0; month <= 13; month++)
            {
                for (var day = 0; day <= 32; day++)
                {
                    var text = $"{year:0000}-{month:00}-{day:00}";
                    Is("date", text).ShouldBe(DateOnly.TryParseExact(text, "yyyy-MM-dd", out _), text);
                }
            }
        }

        foreach (var other in new[] { "2026-1-1", "2026/01/01", "2026-01-01T", "20260101", "2026-W01-1", " 2026-01-01" })
        {
            Is("date", other).ShouldBeFalse(other);
        }
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    public void Random_texts_near_a_uuid_get_the_frameworks_verdict(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 5_000; i++)
        {
            var text = new StringBuilder(Guid.NewGuid().ToString());
            for (var change = random.Next(3); change > 0; change--)
            {
                text[random.Next(text.Length)] = "0aF-g{"[random.Next(6)];
            }

            Is("uuid", text.ToString()).ShouldBe(Guid.TryParseExact(text.ToString(), "D", out _), $"seed {seed}: {text}");
        }
    }

    private static bool Is(string format, string text) => TextFormats.All[format](Encoding.UTF8.GetBytes(text));
}
