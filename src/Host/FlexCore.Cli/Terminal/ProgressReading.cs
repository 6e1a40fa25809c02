using FlexCore.Application.Streams;

namespace FlexCore.Cli.Terminal;

/// <summary>The counters at one moment of this attempt.</summary>
/// <param name="Elapsed">Since this attempt began.</param>
/// <param name="Progress">The run's counters, earlier attempts included.</param>
/// <param name="Start">The counters when this attempt began: what a resumed run had already done.</param>
/// <param name="Now">The present instant, for the lag of live input.</param>
internal sealed record ProgressReading(TimeSpan Elapsed, StreamProgress Progress, StreamProgress Start, DateTimeOffset Now)
{
    private static readonly TimeSpan LiveLagMax = TimeSpan.FromHours(24);
    private static readonly TimeSpan RemainingMax = TimeSpan.FromDays(100);

    /// <summary>Records that this attempt read.</summary>
    public long RecordsOfThisAttempt => Progress.RecordsIn - Start.RecordsIn;

    /// <summary>The part of the input that is done, 0 to 1; unknown for pipes.</summary>
    public double? Share => Progress.BytesTotal is > 0 and var total ? Math.Clamp((double)Progress.BytesRead / total, 0, 1) : null;

    /// <summary>Time to the end at this attempt's mean speed; unknown at the beginning, for pipes, and beyond a hundred days.</summary>
    public TimeSpan? Remaining
    {
        get
        {
            var done = Progress.BytesRead - Start.BytesRead;
            if (Progress.BytesTotal is not { } total || done <= 0 || Elapsed <= TimeSpan.Zero)
            {
                return null;
            }

            // In seconds first: a huge input that has hardly begun does not fit a TimeSpan.
            var seconds = Elapsed.TotalSeconds * Math.Max(0, total - Progress.BytesRead) / done;
            return seconds <= RemainingMax.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
        }
    }

    /// <summary>How far event time is behind the clock, when the input is live (within a day); otherwise unknown.</summary>
    public TimeSpan? Lag => Progress.Watermark is { } watermark && Now - watermark is var lag && lag >= TimeSpan.Zero && lag <= LiveLagMax
        ? lag
        : null;
}
