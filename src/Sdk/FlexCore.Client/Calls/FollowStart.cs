namespace FlexCore.Client.Calls;

/// <summary>Where following begins.</summary>
public sealed record FollowStart
{
    private FollowStart(string from, string? lastId) => (From, LastId) = (from, lastId);

    /// <summary>With what comes from now on.</summary>
    public static FollowStart Now { get; } = new("end", null);

    /// <summary>With the first one there is.</summary>
    public static FollowStart Beginning { get; } = new("start", null);

    internal string From { get; }

    internal string? LastId { get; }

    /// <summary>Behind an event that was seen.</summary>
    /// <param name="lastId">Its id.</param>
    public static FollowStart After(string lastId)
    {
        ArgumentException.ThrowIfNullOrEmpty(lastId);
        return new FollowStart("end", lastId);
    }
}
