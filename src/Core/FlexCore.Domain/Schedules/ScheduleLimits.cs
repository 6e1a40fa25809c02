namespace FlexCore.Domain.Schedules;

/// <summary>The bounds of a schedule. A command that passes one is refused with a message that names it.</summary>
public static class ScheduleLimits
{
    /// <summary>The most characters of a name for people.</summary>
    public const int NameLengthMax = 200;

    /// <summary>The most characters of a description.</summary>
    public const int DescriptionLengthMax = 2_000;

    /// <summary>The most characters of a target's input: 64 Ki.</summary>
    public const int InputLengthMax = 64 * 1024;

    /// <summary>The most characters kept of the reason of a failure.</summary>
    public const int ErrorLengthMax = 500;

    /// <summary>The most firings under way at once with <see cref="OverlapPolicy.Parallel"/>.</summary>
    public const int ParallelMax = 100;

    /// <summary>The most firings that wait.</summary>
    public const int WaitingMax = 1_000;

    /// <summary>The most times that one back-fill, or one catching up, fires.</summary>
    public const int CatchUpMax = 1_000;

    /// <summary>How many ended firings a schedule remembers; its events tell of all.</summary>
    public const int HistoryMax = 20;

    /// <summary>The shortest interval.</summary>
    public static TimeSpan EveryMin { get; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest interval.</summary>
    public static TimeSpan EveryMax { get; } = TimeSpan.FromDays(3_660);

    /// <summary>The longest jitter.</summary>
    public static TimeSpan JitterMax { get; } = TimeSpan.FromDays(1);
}
