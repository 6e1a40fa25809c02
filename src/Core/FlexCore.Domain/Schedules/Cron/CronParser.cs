namespace FlexCore.Domain.Schedules.Cron;

/// <summary>Reads expressions, and refuses those that are wrong or can never be due. Pure.</summary>
internal static class CronParser
{
    public static (CronExpression? Expression, Refusal? Refusal) Parse(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length is 0 or > CronExpression.LengthMax)
        {
            return (null, Bad(trimmed, trimmed.Length == 0 ? "is empty. Write five fields, for example 0 2 * * * for two o'clock every night" : $"has {trimmed.Length} characters. Use at most {CronExpression.LengthMax}"));
        }

        var (plain, refusal) = trimmed[0] == '@' ? Named(trimmed) : (trimmed, null);
        if (refusal is not null)
        {
            return (null, refusal);
        }

        var parts = plain.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is not (5 or 6) || parts[0].Contains('=', StringComparison.Ordinal))
        {
            return (null, Bad(trimmed, Count(parts)));
        }

        var (fields, wrong) = Fields(parts.Length == 6 ? parts : ["0", .. parts]);
        return wrong is not null ? (null, Bad(trimmed, wrong))
            : CronCalendar.HasDay(fields) ? (new CronExpression(trimmed, fields), null)
            : (null, Never(trimmed));
    }

    private static (string Plain, Refusal? Refusal) Named(string text) => text.ToLowerInvariant() switch
    {
        "@yearly" or "@annually" => ("0 0 1 1 *", null),
        "@monthly" => ("0 0 1 * *", null),
        "@weekly" => ("0 0 * * 0", null),
        "@daily" or "@midnight" => ("0 0 * * *", null),
        "@hourly" => ("0 * * * *", null),
        "@reboot" => ("", Bad(text, "is due when a machine starts, which a cluster does not do. Name a time, or start the work when the node is ready")),
        var other when other.StartsWith("@every", StringComparison.Ordinal) => ("", Bad(text, "is an interval. Give the schedule an interval instead of a cron expression")),
        _ => ("", Bad(text, "is no name of a time. Use @yearly, @monthly, @weekly, @daily or @hourly, or five fields")),
    };

    private static string Count(string[] parts) =>
        parts[0].Contains('=', StringComparison.Ordinal) ? $"begins with '{Excerpt.Of(parts[0])}'. Give the schedule a time zone instead"
        : parts.Length == 7 ? "has 7 fields. Leave the year out, and give the schedule an end instead"
        : $"has {(parts.Length == 1 ? "1 field" : $"{parts.Length} fields")}. Write five: minute, hour, day of the month, month and day of the week; or six with the second first";

    private static (CronFields Fields, string? Wrong) Fields(string[] parts)
    {
        var (seconds, secondsWrong) = Set(CronField.Second, parts[0]);
        var (minutes, minutesWrong) = Set(CronField.Minute, parts[1]);
        var (hours, hoursWrong) = Set(CronField.Hour, parts[2]);
        var (months, monthsWrong) = Set(CronField.Month, parts[4]);
        var (days, daysWrong) = Days(parts[3], parts[5]);
        var isFixed = parts[1][0] != '*' && parts[2][0] != '*';
        return (new CronFields(seconds, minutes, hours, months, days, isFixed), secondsWrong ?? minutesWrong ?? hoursWrong ?? daysWrong ?? monthsWrong);
    }

    private static (ulong Bits, string? Wrong) Set(CronField field, string text)
    {
        var all = 0UL;
        foreach (var item in text.Split(','))
        {
            var (bits, wrong) = CronItems.Read(field, item);
            if (wrong is not null)
            {
                return (0, $"is wrong: the {field.Name} '{Excerpt.Of(text)}' {wrong}");
            }

            all |= bits;
        }

        return (all, null);
    }

    private static (CronDays Days, string? Wrong) Days(string ofMonth, string ofWeek)
    {
        var days = new CronDays { BothMustMatch = ofMonth[0] is '*' or '?' || ofWeek[0] is '*' or '?' };
        foreach (var (field, text) in new[] { (CronField.DayOfMonth, ofMonth), (CronField.DayOfWeek, ofWeek) })
        {
            foreach (var item in text.Split(','))
            {
                (days, var wrong) = field == CronField.DayOfMonth ? CronDayItems.OfMonth(days, item) : CronDayItems.OfWeek(days, item);
                if (wrong is not null)
                {
                    return (days, $"is wrong: the {field.Name} '{Excerpt.Of(text)}' {wrong}");
                }
            }
        }

        return (days, null);
    }

    private static Refusal Bad(string text, string what) => new("bad-cron", $"The cron expression '{Excerpt.Of(text)}' {what}.");

    private static Refusal Never(string text) =>
        new("cron-never-fires", $"The cron expression '{Excerpt.Of(text)}' is never due: no calendar has such a day. Correct the day or the month; L is the last day of a month.");
}
