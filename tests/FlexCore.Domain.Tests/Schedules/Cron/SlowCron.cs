namespace FlexCore.Domain.Tests.Schedules.Cron;

/// <summary>
/// The oracle: looks at one minute (or second) after the other, as a cron daemon with a wall clock does. It never asks a zone whether a time is skipped or
/// ambiguous; it only sees what the wall shows.
/// </summary>
internal sealed class SlowCron
{
    private readonly HashSet<int>[] _fields;
    private readonly TimeSpan _tick;
    private readonly bool _anyDay;
    private readonly bool _isFixed;

    public SlowCron(string expression)
    {
        var parts = expression.Split(' ');
        _tick = parts.Length == 6 ? TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(1);
        parts = parts.Length == 6 ? parts : ["0", .. parts];
        _fields =
        [
            SlowField.Read(parts[0], 0, 59), SlowField.Read(parts[1], 0, 59), SlowField.Read(parts[2], 0, 23),
            SlowField.Read(parts[3], 1, 31), SlowField.Read(parts[4], 1, 12), SlowField.Read(parts[5], 0, 6),
        ];
        _anyDay = parts[3][0] != '*' && parts[5][0] != '*';
        _isFixed = parts[1][0] != '*' && parts[2][0] != '*';
    }

    /// <summary>Every due instant of a span, the beginning excluded and the end included. Warms up for two days, to know what the wall has shown.</summary>
    public IEnumerable<DateTimeOffset> Between(DateTimeOffset after, DateTimeOffset last, TimeZoneInfo zone)
    {
        var shown = Shows(after - TimeSpan.FromDays(2), zone);
        for (var instant = after - TimeSpan.FromDays(2) + _tick; instant <= last; instant += _tick)
        {
            var now = Shows(instant, zone);
            if (IsDue(shown, now) && instant > after)
            {
                yield return instant;
            }

            shown = _isFixed && now < shown ? shown : now;
        }
    }

    private static DateTime Shows(DateTimeOffset instant, TimeZoneInfo zone) => (instant + zone.GetUtcOffset(instant)).DateTime;

    private bool IsDue(DateTime shown, DateTime now)
    {
        if (!_isFixed)
        {
            return Matches(now);
        }

        // Everything between what the wall showed last and what it shows now, so skipped times count and repeated ones do not.
        for (var time = shown + _tick; time <= now; time += _tick)
        {
            if (Matches(time))
            {
                return true;
            }
        }

        return false;
    }

    private bool Matches(DateTime time)
    {
        var (ofMonth, ofWeek) = (_fields[3].Contains(time.Day), _fields[5].Contains((int)time.DayOfWeek));
        return _fields[0].Contains(time.Second) && _fields[1].Contains(time.Minute) && _fields[2].Contains(time.Hour) && _fields[4].Contains(time.Month)
            && (_anyDay ? ofMonth || ofWeek : ofMonth && ofWeek);
    }
}
