namespace FlexCore.Streams.Windows;

/// <summary>Follows the event time of the records: the watermark is the greatest time so far minus the lateness.</summary>
/// <remarks>Moves with every record, not with batches. Owned by one operator; not thread-safe.</remarks>
/// <param name="latenessMs">The lateness.</param>
internal sealed class WatermarkClock(long latenessMs)
{
    /// <summary>The greatest event time so far; the least number there is before the first record.</summary>
    public long Greatest { get; private set; } = long.MinValue;

    /// <summary>The watermark; the least number there is before the first record.</summary>
    public long Watermark { get; private set; } = long.MinValue;

    /// <summary>The watermark, or <see langword="null"/> before the first record.</summary>
    public long? Known => Greatest == long.MinValue ? null : Watermark;

    /// <summary>Takes a record's time.</summary>
    /// <param name="time">The time.</param>
    /// <returns>Whether the watermark has moved.</returns>
    public bool Advance(long time)
    {
        if (time <= Greatest)
        {
            return false;
        }

        Restore(time);
        return true;
    }

    /// <summary>Goes on from a state.</summary>
    /// <param name="greatest">What <see cref="Greatest"/> was.</param>
    public void Restore(long greatest)
    {
        Greatest = greatest;
        Watermark = greatest == long.MinValue ? long.MinValue : greatest - latenessMs;
    }
}
