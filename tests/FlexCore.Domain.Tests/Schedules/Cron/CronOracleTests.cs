using System.Globalization;
using FlexCore.Domain.Schedules.Cron;
using Xunit.Abstractions;

namespace FlexCore.Domain.Tests.Schedules.Cron;

/// <summary>
/// Compares with the oracle in spans of a few days, drawn from 50 years in zones with unlike rules; half of the spans hold a change of the clock.
/// FLEXCORE_CRON_SPANS draws more of them, FLEXCORE_CRON_YEARS looks at every instant of so many years.
/// </summary>
public sealed class CronOracleTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Begin = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, int> Zones => new()
    {
        { "UTC", 1 }, { "Europe/Berlin", 2 }, { "America/New_York", 3 }, { "America/St_Johns", 4 }, { "America/Sao_Paulo", 5 }, { "Asia/Kolkata", 6 },
        { "Asia/Kathmandu", 7 }, { "Australia/Lord_Howe", 8 }, { "Pacific/Apia", 9 }, { "Pacific/Chatham", 10 }, { "Africa/Casablanca", 11 }, { "Asia/Tehran", 12 },
        { "Antarctica/Troll", 13 }, { "Europe/Dublin", 14 }, { "Asia/Pyongyang", 15 }, { "America/Havana", 16 },
    };

    [Theory]
    [MemberData(nameof(Zones))]
    public void Next_and_previous_are_what_the_wall_shows(string zoneName, int seed)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneName);
        var random = new Random(seed);
        var changes = Changes(zone);
        for (var i = 0; i < Number("FLEXCORE_CRON_SPANS", 24); i++)
        {
            var seconds = i % 12 == 0;
            var expression = RandomCron.Draw(random, seconds);
            var middle = changes.Count > 0 && i % 2 == 0 ? changes[random.Next(changes.Count)] : Begin.AddMinutes(random.Next(50 * 365 * 24 * 60));
            var length = seconds ? TimeSpan.FromHours(6) : TimeSpan.FromDays(3);
            Compare(expression, middle - length / 2, length, zone, $"zone {zoneName}, seed {seed}, span {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Zones))]
    public void Every_instant_of_many_years_when_asked_for(string zoneName, int seed)
    {
        var years = Number("FLEXCORE_CRON_YEARS", 0);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneName);
        var random = new Random(seed);
        foreach (var expression in new[] { "30 2 * * *", "*/30 * * * *", "0,30 0-4 * * 0", "15 */2 1,31 * *", RandomCron.Draw(random, seconds: false) })
        {
            // Without the variable one week stands for them all, so that this is seen to work.
            Compare(expression, Begin, years > 0 ? TimeSpan.FromDays(years * 365.25) : TimeSpan.FromDays(7), zone, $"zone {zoneName}, {years} years");
            output.WriteLine($"{zoneName}: {expression} agrees over {years} years");
        }
    }

    private static void Compare(string text, DateTimeOffset after, TimeSpan length, TimeZoneInfo zone, string where)
    {
        CronExpression.TryParse(text, out var cron, out _).ShouldBeTrue($"'{text}', {where}");
        var last = after + length;
        var cursor = after;
        foreach (var expected in new SlowCron(text).Between(after, last, zone))
        {
            var next = cron.ShouldNotBeNull().Next(cursor, zone);
            if (next != expected)
            {
                next.ShouldBe(expected, $"'{text}' after {cursor:O}, {where}");
            }

            if (cursor > after && cron.Previous(expected, zone) != cursor)
            {
                cron.Previous(expected, zone).ShouldBe(cursor, $"'{text}' before {expected:O}, {where}");
            }

            cursor = expected;
        }

        (cron.ShouldNotBeNull().Next(cursor, zone) is { } beyond && beyond <= last).ShouldBeFalse($"'{text}' after {cursor:O}, {where}: the oracle has nothing more");
    }

    private static List<DateTimeOffset> Changes(TimeZoneInfo zone)
    {
        var changes = new List<DateTimeOffset>();
        for (var hour = Begin; hour < Begin.AddYears(50); hour = hour.AddHours(6))
        {
            if (zone.GetUtcOffset(hour) != zone.GetUtcOffset(hour.AddHours(6)))
            {
                changes.Add(hour);
            }
        }

        return changes;
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
