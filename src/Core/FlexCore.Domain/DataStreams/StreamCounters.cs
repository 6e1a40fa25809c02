namespace FlexCore.Domain.DataStreams;

/// <summary>How much a run has done, all attempts together. Counters never go back within a run.</summary>
/// <param name="RecordsIn">Records read from the source.</param>
/// <param name="RecordsOut">Records written to the target.</param>
/// <param name="Errors">Records that a step could not process.</param>
/// <param name="DeadLetters">Records put aside with their reason.</param>
public sealed record StreamCounters(long RecordsIn, long RecordsOut, long Errors, long DeadLetters)
{
    /// <summary>Nothing done yet.</summary>
    public static StreamCounters Zero { get; } = new(0, 0, 0, 0);

    /// <summary>Whether no counter is below another's.</summary>
    /// <param name="earlier">The counters to compare with.</param>
    public bool IsAtLeast(StreamCounters earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        return RecordsIn >= earlier.RecordsIn
            && RecordsOut >= earlier.RecordsOut
            && Errors >= earlier.Errors
            && DeadLetters >= earlier.DeadLetters;
    }
}
