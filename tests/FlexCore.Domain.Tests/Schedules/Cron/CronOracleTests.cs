using System.Globalization;
using FlexCore.Domain.Schedules.Cron;
using Xunit.Abstractions;

namespace FlexCore.Domain.Tests.Schedules.Cron;

/// <summary>
/// Compares with the oracle over 50 years in zones with unlike rules: every firing of fixed expressions, and expressions that are drawn, in spans of a few days of which half hold
/// a change of the clock. FLEXCORE_CRON_SPANS draws more of them. With FLEXCORE_CRON_FULL=1 the oracle looks at every minute of the 50 years, for drawn expressions too; that
/// takes some minutes.
/// </summary>
public sealed class CronOracleTests(ITestOutputHelper output)
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("FLEXCORE_CRON_FULL") == "1";
    private static readonly TimeSpan Near = TimeSpan.FromDays(1);

    // Named times, times that follow the wall, days of the month or the week, and both.
    private static readonly string[] Fixed = ["30 2 * * *", "0,30 0-4 * * 0", "15 */2 1,31 * *", "0 0 13 * 5"];

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
        var wall = new SlowWall(zoneName, everyMinute: false);
        var random = new Random(seed);
        var changes = wall.Changes.ToList();
        for (var i = 0; i < Number("FLEXCORE_CRON_SPANS", 24); i++)
        {
            var seconds = i % 12 == 0;
            var expression = RandomCron.Draw(random, seconds);
            var middle = changes.Count > 0 && i % 2 == 0 ? changes[random.Next(changes.Count)] : SlowWall.Begin.AddMinutes(random.Next(50 * 365 * 24 * 60));
            var length = seconds ? TimeSpan.FromHours(6) : TimeSpan.FromDays(3);
            var (after, last) = (middle - length / 2, middle + length / 2);
            Compare(expression, after, last, new SlowCron(expression).Between(after, last, wall), wall, $"seed {seed}, span {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Zones))]
    public void Every_firing_of_50_years_is_what_the_wall_shows(string zoneName, int seed)
    {
        var wall = new SlowWall(zoneName, IsFull);
        var random = new Random(seed);
        string[] drawn = IsFull ? ["*/30 * * * *", RandomCron.Draw(random, seconds: false), RandomCron.Draw(random, seconds: false), RandomCron.Draw(random, seconds: false)] : [];
        foreach (var expression in Fixed.Concat(drawn))
        {
            var oracle = new SlowCron(expression);
            var firings = IsFull ? oracle.Between(SlowWall.Begin, SlowWall.End, wall) : Stepwise(oracle, wall);
            var count = Compare(expression, SlowWall.Begin, SlowWall.End, firings, wall, $"50 years, seed {seed}");
            output.WriteLine($"{zoneName}: {expression}: {count} firings agree, {wall.Changes.Count()} changes of the clock");
        }
    }

    // Around a change of the clock the oracle looks at every minute; elsewhere the days are alike.
    private static IEnumerable<DateTimeOffset> Stepwise(SlowCron oracle, SlowWall wall)
    {
        var cursor = SlowWall.Begin;
        foreach (var change in wall.Changes.Append(SlowWall.End + Near))
        {
            var before = change - Near < cursor ? cursor : change - Near;
            var behind = change + Near > SlowWall.End ? SlowWall.End : change + Near;
            foreach (var firing in oracle.BetweenChanges(cursor, before, wall).Concat(oracle.Between(before, behind, wall)))
            {
                yield return firing;
            }

            cursor = behind;
        }
    }

    private static int Compare(string text, DateTimeOffset after, DateTimeOffset last, IEnumerable<DateTimeOffset> firings, SlowWall wall, string where)
    {
        CronExpression.TryParse(text, out var parsed, out _).ShouldBeTrue($"'{text}', {where}");
        var cron = parsed.ShouldNotBeNull();
        var (cursor, count) = (after, 0);
        foreach (var expected in firings)
        {
            if (cron.Next(cursor, wall.Zone) is var next && next != expected)
            {
                next.ShouldBe(expected, $"'{text}' after {cursor:O}, zone {wall.Zone.Id}, {where}");
            }

            // The way back costs as much as the way on; a part of it is enough, and all of it when asked for.
            if (count > 0 && (IsFull || count % 5 == 0) && cron.Previous(expected, wall.Zone) is var previous && previous != cursor)
            {
                previous.ShouldBe(cursor, $"'{text}' before {expected:O}, zone {wall.Zone.Id}, {where}");
            }

            (cursor, count) = (expected, count + 1);
        }

        (cron.Next(cursor, wall.Zone) is { } beyond && beyond <= last).ShouldBeFalse($"'{text}' after {cursor:O}, zone {wall.Zone.Id}, {where}: the oracle has nothing more");
        return count;
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
