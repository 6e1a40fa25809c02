namespace FlexCore.Domain.Tests.Schedules.Cron;

/// <summary>
/// What a zone's wall clock shows, for 50 years, found by looking: at both ends of every hour and, where they differ, at every minute between. Asked to look harder, it looks at
/// every minute of the 50 years. It never asks the zone for its rules.
/// </summary>
internal sealed class SlowWall
{
    private readonly List<DateTimeOffset> _from = [];
    private readonly List<TimeSpan> _offsets = [];

    public SlowWall(string zoneName, bool everyMinute)
    {
        Zone = TimeZoneInfo.FindSystemTimeZoneById(zoneName);
        var begin = Begin.AddDays(-7);
        Change(begin, Zone.GetUtcOffset(begin));
        for (var hour = begin; hour < End.AddDays(7); hour = hour.AddHours(1))
        {
            if (everyMinute || Zone.GetUtcOffset(hour) != Zone.GetUtcOffset(hour.AddHours(1)))
            {
                LookAtEveryMinute(hour);
            }
        }
    }

    public static DateTimeOffset Begin { get; } = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset End { get; } = Begin.AddYears(50);

    public TimeZoneInfo Zone { get; }

    /// <summary>The first instants of a new offset.</summary>
    public IEnumerable<DateTimeOffset> Changes => _from.Skip(1).Where(change => change > Begin && change < End);

    /// <summary>What the wall shows.</summary>
    public DateTime Shows(DateTimeOffset instant)
    {
        var at = _from.BinarySearch(instant);
        return (instant + _offsets[at >= 0 ? at : ~at - 1]).DateTime;
    }

    private void LookAtEveryMinute(DateTimeOffset hour)
    {
        for (var minute = hour.AddMinutes(1); minute <= hour.AddHours(1); minute = minute.AddMinutes(1))
        {
            if (Zone.GetUtcOffset(minute) is var offset && offset != _offsets[^1])
            {
                Change(minute, offset);
            }
        }
    }

    private void Change(DateTimeOffset from, TimeSpan offset)
    {
        _from.Add(from);
        _offsets.Add(offset);
    }
}
