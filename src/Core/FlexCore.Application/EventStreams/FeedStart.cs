namespace FlexCore.Application.EventStreams;

/// <summary>Where a reader of the feed begins.</summary>
/// <param name="Cursor">Behind this place, as an earlier read gave it; <see langword="null"/> when there was none.</param>
/// <param name="IsBeginning">Without a cursor: at the first event there is, instead of behind the last one.</param>
public readonly record struct FeedStart(string? Cursor, bool IsBeginning)
{
    /// <summary>At the first event there is.</summary>
    public static FeedStart Beginning { get; } = new(null, true);

    /// <summary>Behind the last event there is.</summary>
    public static FeedStart Now { get; } = new(null, false);

    /// <summary>Behind a place.</summary>
    /// <param name="cursor">The place.</param>
    public static FeedStart After(string cursor) => new(cursor, false);
}
