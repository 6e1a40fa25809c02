namespace FlexCore.Domain.Schedules;

/// <summary>The times that have become due since the last decision, the newest of them when there are many.</summary>
/// <param name="Dues">The times in order, at most <see cref="ScheduleLimits.CatchUpMax"/>.</param>
/// <param name="First">The first of all.</param>
/// <param name="More">Whether there are more than <paramref name="Dues"/> holds.</param>
internal sealed record OverdueTimes(IReadOnlyList<DateTimeOffset> Dues, DateTimeOffset First, bool More)
{
    /// <summary>Looks for them; null when nothing is due.</summary>
    /// <remarks>Few are found by walking forwards. When there are more than the bound, the newest are found by walking back from now: the whole past is never walked.</remarks>
    public static OverdueTimes? Find(ScheduleClock clock, DateTimeOffset covered, DateTimeOffset now)
    {
        var dues = new List<DateTimeOffset>();
        for (var due = clock.Next(covered); due is { } time && clock.FiresAt(time) <= now; due = clock.Next(time))
        {
            if (dues.Count == ScheduleLimits.CatchUpMax)
            {
                return Newest(clock, dues[0], now);
            }

            dues.Add(time);
        }

        return dues.Count == 0 ? null : new OverdueTimes(dues, dues[0], false);
    }

    private static OverdueTimes Newest(ScheduleClock clock, DateTimeOffset first, DateTimeOffset now)
    {
        var dues = new List<DateTimeOffset>();
        for (var due = clock.Previous(now.AddTicks(1)); due is { } time && dues.Count < ScheduleLimits.CatchUpMax; due = clock.Previous(time))
        {
            if (clock.FiresAt(time) <= now)
            {
                dues.Add(time);
            }
        }

        dues.Reverse();
        return new OverdueTimes(dues, first, true);
    }
}
