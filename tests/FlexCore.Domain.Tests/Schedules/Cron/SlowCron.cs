namespace FlexCore.Domain.Tests.Schedules.Cron;

/// <summary>
/// The oracle: looks at one minute (or second) after the other, as a cron daemon with a wall clock does. It never asks a zone whether a time is skipped or
/// ambiguous; it only sees what the wall shows.
/// </summary>
internal sealed class SlowCron
{
    private readonly bool[][] _fields;
    private readonly bool _anyDay;
    private readonly bool _isFixed;

    public SlowCron(string expression)
    {
        var parts = expression.Split(' ');
        Tick = parts.Length == 6 ? TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(1);
        parts = parts.Length == 6 ? parts : ["0", .. parts];
        _fields =
        [
            SlowField.Read(parts[0], 0, 59), SlowField.Read(parts[1], 0, 59), SlowField.Read(parts[2], 0, 23),
            SlowField.Read(parts[3], 1, 31), SlowField.Read(parts[4], 1, 12), SlowField.Read(parts[5], 0, 6),
        ];
        _anyDay = parts[3][0] != '*' && parts[5][0] != '*';
        _isFixed = parts[1][0] != '*' && parts[2][0] != '*';
    }

    /// <summary>How far apart it looks.</summary>
    public TimeSpan Tick { get; }

    /// <summary>Every due instant of a span, the beginning excluded and the end included. Warms up for two days, to know what the wall has shown.</summary>
    public IEnumerable<DateTimeOffset> Between(DateTimeOffset after, DateTimeOffset last, SlowWall wall)
    {
        var shown = wall.Shows(after - TimeSpan.FromDays(2));
        for (var instant = after - TimeSpan.FromDays(2) + Tick; instant <= last; instant += Tick)
        {
            var now = wall.Shows(instant);
            if (IsDue(shown, now) && instant > after)
            {
                yield return instant;
            }

            shown = _isFixed && now < shown ? shown : now;
        }
    }

    /// <summary>The same for a span without a change of the clock in it or in the two days before: whatever the wall shows that matches, day by day.</summary>
    public IEnumerable<DateTimeOffset> BetweenChanges(DateTimeOffset after, DateTimeOffset last, SlowWall wall)
    {
        var offset = wall.Shows(after) - after.DateTime;
        var times = TimesOfDay();
        for (var day = wall.Shows(after).Date; day - offset <= last.DateTime; day = day.AddDays(1))
        {
            foreach (var time in MatchesDay(day) ? times : [])
            {
                var instant = new DateTimeOffset(day + time, offset).ToUniversalTime();
                if (instant > after && instant <= last)
                {
                    yield return instant;
                }
            }
        }
    }

    private List<TimeSpan> TimesOfDay()
    {
        var times = new List<TimeSpan>();
        for (var time = TimeSpan.Zero; time < TimeSpan.FromDays(1); time += Tick)
        {
            if (_fields[0][time.Seconds] && _fields[1][time.Minutes] && _fields[2][time.Hours])
            {
                times.Add(time);
            }
        }

        return times;
    }

    private bool IsDue(DateTime shown, DateTime now)
    {
        if (!_isFixed)
        {
            return Matches(now);
        }

        // Everything between what the wall showed last and what it shows now, so skipped times count and repeated ones do not.
        for (var time = shown + Tick; time <= now; time += Tick)
        {
            if (Matches(time))
            {
                return true;
            }
        }

        return false;
    }

    private bool Matches(DateTime time) => _fields[1][time.Minute] && _fields[2][time.Hour] && _fields[0][time.Second] && MatchesDay(time);

    private bool MatchesDay(DateTime time)
    {
        var (ofMonth, ofWeek) = (_fields[3][time.Day], _fields[5][(int)time.DayOfWeek]);
        return _fields[4][time.Month] && (_anyDay ? ofMonth || ofWeek : ofMonth && ofWeek);
    }
}
