using FlexCore.Domain.Schedules.Cron;

namespace FlexCore.Domain.Tests.Schedules.Cron;

public sealed class CronExpressionTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("0 2 * * *", "2026-01-15T08:00:00Z", "2026-01-16T02:00:00Z 2026-01-17T02:00:00Z")]
    [InlineData("*/15 * * * *", "2026-01-15T08:50:01Z", "2026-01-15T09:00:00Z 2026-01-15T09:15:00Z")]
    [InlineData("*/20 * * * * *", "2026-01-15T08:59:40Z", "2026-01-15T09:00:00Z 2026-01-15T09:00:20Z")]
    [InlineData("0 0 13 * FRI", "2026-01-31T00:00:00Z", "2026-02-06T00:00:00Z 2026-02-13T00:00:00Z 2026-02-20T00:00:00Z")]
    [InlineData("0 0 */2 * 1", "2026-01-01T00:00:00Z", "2026-01-05T00:00:00Z 2026-01-19T00:00:00Z")]
    [InlineData("0 0 L * *", "2026-01-31T00:00:00Z", "2026-02-28T00:00:00Z 2026-03-31T00:00:00Z")]
    [InlineData("0 0 L-2 * ?", "2028-02-01T00:00:00Z", "2028-02-27T00:00:00Z")]
    [InlineData("0 9 15W * *", "2026-02-01T00:00:00Z", "2026-02-16T09:00:00Z 2026-03-16T09:00:00Z 2026-04-15T09:00:00Z")]
    [InlineData("0 9 1W * *", "2026-07-30T00:00:00Z", "2026-08-03T09:00:00Z")]
    [InlineData("0 9 31W * *", "2026-05-01T00:00:00Z", "2026-05-29T09:00:00Z 2026-07-31T09:00:00Z")]
    [InlineData("0 9 LW * *", "2026-01-01T00:00:00Z", "2026-01-30T09:00:00Z 2026-02-27T09:00:00Z")]
    [InlineData("0 0 * * FRIL", "2026-01-01T00:00:00Z", "2026-01-30T00:00:00Z 2026-02-27T00:00:00Z")]
    [InlineData("0 0 ? * fri#2", "2026-01-01T00:00:00Z", "2026-01-09T00:00:00Z 2026-02-13T00:00:00Z")]
    [InlineData("0 0 * * 7#5", "2026-01-01T00:00:00Z", "2026-03-29T00:00:00Z 2026-05-31T00:00:00Z")]
    [InlineData("0 0 * * SAT-SUN", "2026-01-15T00:00:00Z", "2026-01-17T00:00:00Z 2026-01-18T00:00:00Z 2026-01-24T00:00:00Z")]
    [InlineData("0 0 * * 5-7", "2026-01-15T00:00:00Z", "2026-01-16T00:00:00Z 2026-01-17T00:00:00Z 2026-01-18T00:00:00Z 2026-01-23T00:00:00Z")]
    [InlineData("0 12 29 2 *", "2096-03-01T00:00:00Z", "2104-02-29T12:00:00Z")]
    [InlineData("10/25 8 * JAN,mar MON", "2026-01-31T00:00:00Z", "2026-03-02T08:10:00Z 2026-03-02T08:35:00Z 2026-03-09T08:10:00Z")]
    [InlineData("@daily", "2026-01-15T08:00:00Z", "2026-01-16T00:00:00Z")]
    [InlineData("@hourly", "2026-01-15T08:00:00Z", "2026-01-15T09:00:00Z")]
    [InlineData("@weekly", "2026-01-15T08:00:00Z", "2026-01-18T00:00:00Z")]
    [InlineData("@monthly", "2026-01-15T08:00:00Z", "2026-02-01T00:00:00Z")]
    [InlineData(" @Yearly ", "2026-01-15T08:00:00Z", "2027-01-01T00:00:00Z")]
    public void The_next_due_instants_are_those_of_the_dialect(string text, string after, string expected) => Nexts(text, after, TimeZoneInfo.Utc, expected);

    [Theory]
    [InlineData("30 2 * * *", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z 2026-03-30T00:30:00Z")]
    [InlineData("0,30 2 * * *", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z 2026-03-30T00:00:00Z 2026-03-30T00:30:00Z")]
    [InlineData("0 1-4 * * *", "2026-03-28T23:30:00Z", "2026-03-29T00:00:00Z 2026-03-29T01:00:00Z 2026-03-29T02:00:00Z")]
    [InlineData("30 2 * * *", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z 2026-10-26T01:30:00Z")]
    [InlineData("*/30 * * * *", "2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z 2026-03-29T01:30:00Z")]
    [InlineData("*/30 * * * *", "2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z 2026-10-25T01:30:00Z 2026-10-25T02:00:00Z")]
    [InlineData("15 * * * *", "2026-10-25T00:00:00Z", "2026-10-25T00:15:00Z 2026-10-25T01:15:00Z 2026-10-25T02:15:00Z")]
    [InlineData("30 */2 * * *", "2026-03-28T23:45:00Z", "2026-03-29T02:30:00Z 2026-03-29T04:30:00Z")]
    public void The_clock_of_Berlin_is_set_twice_a_year(string text, string after, string expected) => Nexts(text, after, Berlin, expected);

    [Fact]
    public void A_day_that_never_was_is_due_when_the_next_one_begins() =>
        Nexts("0 12 * * *", "2011-12-29T23:00:00Z", TimeZoneInfo.FindSystemTimeZoneById("Pacific/Apia"), "2011-12-30T10:00:00Z 2011-12-30T22:00:00Z");

    [Theory]
    [InlineData("", "empty")]
    [InlineData("* * * *", "4 fields")]
    [InlineData("nonsense", "1 field.")]
    [InlineData("0 0 1 1 * 2026 x", "Leave the year out")]
    [InlineData("60 * * * *", "the minute '60' has '60'. It takes 0 to 59")]
    [InlineData("* 24 * * *", "the hour")]
    [InlineData("* * 0 * *", "1 to 31")]
    [InlineData("* * * 13 *", "1 to 12 or JAN to DEC")]
    [InlineData("* * * * 8", "0 to 7 or SUN to SAT")]
    [InlineData("* * * * MUN", "'MUN'")]
    [InlineData("-1 * * * *", "lacks a value")]
    [InlineData("+1 * * * *", "'+1'")]
    [InlineData("1,,2 * * * *", "lacks a value")]
    [InlineData("5-1 * * * *", "ends before it begins")]
    [InlineData("* * * * FRI-MON", "two ranges")]
    [InlineData("*/0 * * * *", "from 1")]
    [InlineData("*/x * * * *", "'x'")]
    [InlineData("*/90 * * * *", "interval")]
    [InlineData("? * * * *", "the minute")]
    [InlineData("0 0 32W * *", "1W to 31W")]
    [InlineData("0 0 L-31 * *", "L-1 to L-30")]
    [InlineData("0 0 * * FRI#6", "FRI#2")]
    [InlineData("0 0 * * L", "FRIL")]
    [InlineData("@reboot", "ready")]
    [InlineData("@every 5m", "interval")]
    [InlineData("@noon", "@daily")]
    [InlineData("CRON_TZ=UTC 0 0 * * *", "time zone")]
    [InlineData("TZ=UTC * * * *", "time zone")]
    public void What_is_no_expression_is_refused_with_the_remedy(string text, string part)
    {
        CronExpression.TryParse(text, out var none, out var refusal).ShouldBeFalse();
        none.ShouldBeNull();
        refusal.ShouldNotBeNull().Code.ShouldBe("bad-cron");
        refusal.Message.ShouldContain(part);
        refusal.Message.ShouldEndWith(".");
    }

    [Theory]
    [InlineData("0 0 30 2 *")]
    [InlineData("0 0 31 4,6,9,11 *")]
    [InlineData("0 0 31 2 ?")]
    [InlineData("0 0 L-30 2 *")]
    [InlineData("0 0 */31 4 FRI#2")]
    public void A_day_that_no_calendar_has_is_refused(string text)
    {
        CronExpression.TryParse(text, out _, out var refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Code.ShouldBe("cron-never-fires");
        refusal.Message.ShouldContain(text);
    }

    [Fact]
    public void A_message_does_not_grow_with_the_expression()
    {
        CronExpression.TryParse(new string('9', 5_000), out _, out var refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Message.Length.ShouldBeLessThan(200);
        CronExpression.TryParse(string.Concat(new string('9', 60), " * * * *"), out _, out refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Message.Length.ShouldBeLessThan(300);
    }

    [Fact]
    public void Time_has_an_end_in_both_directions()
    {
        var cron = Parse("0 0 1 1 *");
        cron.Next(new DateTimeOffset(9989, 12, 31, 0, 0, 0, TimeSpan.Zero), TimeZoneInfo.Utc).ShouldBeNull();
        cron.Previous(DateTimeOffset.MinValue.AddDays(30), TimeZoneInfo.Utc).ShouldBeNull();
    }

    [Fact]
    public void Expressions_are_equal_when_they_were_written_alike()
    {
        Parse("0 2 * * *").ShouldBe(Parse(" 0 2 * * * "));
        Parse("0 2 * * *").ShouldNotBe(Parse("0 3 * * *"));
        Parse("0 2 * * *").IsFixedTime.ShouldBeTrue();
        Parse("*/5 2 * * *").IsFixedTime.ShouldBeFalse();
    }

    private static void Nexts(string text, string after, TimeZoneInfo zone, string expected)
    {
        var cron = Parse(text);
        var cursor = DateTimeOffset.Parse(after, null);
        foreach (var due in expected.Split(' ').Select(instant => DateTimeOffset.Parse(instant, null)))
        {
            cron.Next(cursor, zone).ShouldBe(due, $"'{text}' after {cursor:O}");
            cron.Previous(due.AddTicks(1), zone).ShouldBe(due, $"'{text}' up to {due:O}");
            cursor = due;
        }
    }

    private static CronExpression Parse(string text)
    {
        CronExpression.TryParse(text, out var cron, out var refusal).ShouldBeTrue(refusal?.Message);
        return cron.ShouldNotBeNull();
    }
}
