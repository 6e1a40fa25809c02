namespace FlexCore.Domain.Tests.Schedules.Cron;

/// <summary>One field of an expression as a set of values, read in the most obvious way: values, ranges and steps only.</summary>
internal static class SlowField
{
    public static bool[] Read(string text, int min, int max)
    {
        var values = new bool[max + 1];
        foreach (var item in text.Split(','))
        {
            var parts = item.Split('/');
            var step = parts.Length == 2 ? int.Parse(parts[1], null) : 1;
            var ends = parts[0] == "*" ? [min, max] : parts[0].Split('-').Select(end => int.Parse(end, null)).ToArray();
            var last = ends.Length == 2 ? ends[1] : parts.Length == 2 ? max : ends[0];
            for (var value = ends[0]; value <= last; value += step)
            {
                values[value] = true;
            }
        }

        return values;
    }
}
