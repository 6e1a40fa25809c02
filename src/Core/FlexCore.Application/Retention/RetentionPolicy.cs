namespace FlexCore.Application.Retention;

/// <summary>How long the records of a topic are kept. What is <see langword="null"/> does not bound them; when both are given, whichever bound is passed first.</summary>
/// <param name="Age">Records older than this may go.</param>
/// <param name="Records">Records before the newest so many may go.</param>
public sealed record RetentionPolicy(TimeSpan? Age, long? Records)
{
    /// <summary>Everything is kept.</summary>
    public static RetentionPolicy Forever { get; } = new(null, null);
}
