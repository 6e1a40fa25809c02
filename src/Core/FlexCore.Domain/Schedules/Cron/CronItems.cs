namespace FlexCore.Domain.Schedules.Cron;

/// <summary>Reads what every field may hold: values, ranges, steps, and lists of them. Pure.</summary>
internal static class CronItems
{
    /// <summary>Reads one item of a list into a set of bits.</summary>
    /// <returns>The values, or why the item is wrong as the end of a sentence.</returns>
    public static (ulong Bits, string? Wrong) Read(CronField field, string item)
    {
        var slash = item.IndexOf('/', StringComparison.Ordinal);
        var range = slash < 0 ? item : item[..slash];
        var step = 1;
        if (slash >= 0 && (!CronNumbers.TryRead(item.AsSpan(slash + 1), out step) || step < 1))
        {
            return (0, $"has the step '{Excerpt.Of(item[(slash + 1)..])}'. Write a whole number from 1 after the slash");
        }

        if (step > field.Max)
        {
            return (0, $"has the step {step}, but its values end at {field.Max}. Use a smaller step, or a schedule with an interval");
        }

        var (first, last, wrong) = Range(field, range, openEnd: slash >= 0);
        return wrong is null ? (Bits(field, first, last, step), null) : (0, wrong);
    }

    private static (int First, int Last, string? Wrong) Range(CronField field, string range, bool openEnd)
    {
        if (range is "*" || (range is "?" && field.IsDay))
        {
            return (field.Min, field == CronField.DayOfWeek ? field.Max - 1 : field.Max, null);
        }

        var dash = range.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0)
        {
            return field.Value(range) is not { } value ? Wrong(NoValue(field, range))
                : openEnd ? (value, field == CronField.DayOfWeek ? field.Max - 1 : field.Max, (string?)null)
                : (value, value, (string?)null);
        }

        var (first, last) = (field.Value(range.AsSpan(0, dash)), field.Value(range.AsSpan(dash + 1)));
        if (first is null || last is null)
        {
            return (0, 0, NoValue(field, first is null ? range[..dash] : range[(dash + 1)..]));
        }

        // A week may end on Sunday as well as begin on it.
        var end = field == CronField.DayOfWeek && last == 0 && first > 0 ? field.Max : last.Value;
        return first > end
            ? (0, 0, $"has the range '{Excerpt.Of(range)}', which ends before it begins. Write two ranges with a comma between them")
            : (first.Value, end, null);
    }

    private static (int First, int Last, string? Wrong) Wrong(string wrong) => (0, 0, wrong);

    private static ulong Bits(CronField field, int first, int last, int step)
    {
        var bits = 0UL;
        for (var value = first; value <= last; value += step)
        {
            bits |= 1UL << (field == CronField.DayOfWeek ? value % 7 : value);
        }

        return bits;
    }

    private static string NoValue(CronField field, string text) =>
        text.Length == 0 ? $"lacks a value. It takes {field.Takes}" : $"has '{Excerpt.Of(text)}'. It takes {field.Takes}";
}
