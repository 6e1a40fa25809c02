namespace FlexCore.Domain.Tests.Schedules.Cron;

/// <summary>Draws expressions that the oracle can read, many of them about the hours in which clocks are set.</summary>
internal static class RandomCron
{
    public static string Draw(Random random, bool seconds)
    {
        var minute = Pick(random, "*", "0", "30", "*/15", "59", "7", "0,30", "10-40/10", "15/20", "*/40");
        var hour = Pick(random, "*", "0", "1", "2", "3", "23", "1-3", "*/2", "0,2", "0-23", "2/5", "6-22/4");
        var ofMonth = Pick(random, "*", "*", "*", "1", "31", "13,29", "*/2", "1-7");
        var month = Pick(random, "*", "*", "*", "*", "3", "3-4,9-11", "2,3", "*/3");
        var ofWeek = Pick(random, "*", "*", "*", "0", "1-5", "0,6", "*/2");
        var second = seconds ? Pick(random, "0 ", "* ", "*/20 ", "59 ", "5,35 ") : "";
        return $"{second}{minute} {hour} {ofMonth} {month} {ofWeek}";
    }

    private static string Pick(Random random, params string[] from) => from[random.Next(from.Length)];
}
