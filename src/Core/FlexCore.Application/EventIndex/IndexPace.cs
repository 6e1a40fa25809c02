namespace FlexCore.Application.EventIndex;

/// <summary>How long the index rests between two batches: the more it has to catch up with, the less. Pure.</summary>
/// <remarks>
/// Work on the index takes time of the machine from those who append, so while it is near the end it works an eighth of the time. What it does not have is read from the feed by every question,
/// up to <see cref="IndexTail.EventsMax"/> events; it must not come there, so from <see cref="LagCalm"/> on it rests less, and from <see cref="LagMax"/> on not at all.
/// </remarks>
internal static class IndexPace
{
    /// <summary>With fewer events to catch up with it has all the time.</summary>
    public const long LagCalm = 4_000;

    /// <summary>With as many it does not rest: the bound of the lag, as long as the machine can do the work at all.</summary>
    public const long LagMax = 12_000;

    /// <summary>The longest rest.</summary>
    public static readonly TimeSpan RestMax = TimeSpan.FromMilliseconds(500);

    private const int RestPerWork = 7;

    /// <summary>The rest after a batch.</summary>
    /// <param name="worked">How long the batch took.</param>
    /// <param name="lag">How many events wait.</param>
    public static TimeSpan RestAfter(TimeSpan worked, long lag)
    {
        var ease = Math.Clamp((LagMax - lag) / (double)(LagMax - LagCalm), 0, 1);
        var rest = worked * (RestPerWork * ease);
        return rest < RestMax ? rest : RestMax;
    }
}
