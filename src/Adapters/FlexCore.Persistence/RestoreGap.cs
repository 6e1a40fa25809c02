namespace FlexCore.Persistence;

/// <summary>How far the numbers of a store are raised when it came out of a backup, so that none is given twice.</summary>
/// <remarks>
/// Numbers that were given out between the backup and its restore are lost with what was written then. Each is raised to the second of the restore, or by <see cref="Step"/> where it is
/// beyond: no store gives out a number per second for years, and the same backup may be restored more than once.
/// </remarks>
public static class RestoreGap
{
    /// <summary>The least step.</summary>
    public const long Step = 1_000_000;

    /// <summary>The number to go on from.</summary>
    /// <param name="number">The number that the backup has.</param>
    /// <param name="now">The time of the restore.</param>
    public static long Raise(long number, DateTimeOffset now) => Math.Max(number + Step, now.ToUnixTimeSeconds());
}
