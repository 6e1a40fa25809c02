using FlexCore.Streams.Definition;
using FlexCore.Streams.Time;
using FlexCore.Streams.Windows;

namespace FlexCore.Streams.Compilation;

/// <summary>Checks the durations of a window step.</summary>
internal static class WindowChecks
{
    private const long MillisecondsPerDay = 86_400_000;

    /// <summary>Reports what cannot be.</summary>
    /// <param name="window">The step.</param>
    /// <param name="context">Takes mistakes.</param>
    public static void Check(WindowStep window, StepContext context)
    {
        switch (window.Shape)
        {
            case TumblingWindow tumbling:
                CheckLength(tumbling.Size, "A window", window, context);
                break;
            case SlidingWindow sliding:
                CheckSliding(sliding, window, context);
                break;
            case SessionWindow session:
                CheckLength(session.Gap, "The gap of a session", window, context);
                CheckLength(session.MaxDuration, "A session", window, context);
                break;
        }

        if (window.Lateness < TimeSpan.Zero)
        {
            Report(window, context, "The lateness cannot be negative.");
        }
    }

    private static void CheckSliding(SlidingWindow sliding, WindowStep window, StepContext context)
    {
        if (!CheckLength(sliding.Size, "A window", window, context) || !CheckLength(sliding.Every, "The distance of windows", window, context))
        {
            return;
        }

        if (sliding.Every > sliding.Size)
        {
            Report(window, context, "'every' is longer than 'size': records between the windows would be in none.", "Choose an 'every' of at most 'size'.");
            return;
        }

        var panes = WindowPlan.PanesOf((long)sliding.Size.TotalMilliseconds, (long)sliding.Every.TotalMilliseconds);
        if (panes > PipelineLimits.MaxPanes)
        {
            Report(window, context, $"A sliding window is put together from parts as long as the greatest common divisor of 'size' and 'every'; this one needs {panes:N0} of them, and {PipelineLimits.MaxPanes:N0} are allowed.", "Choose a longer 'every' that divides 'size'.");
        }
    }

    private static bool CheckLength(TimeSpan length, string what, WindowStep window, StepContext context)
    {
        if (length >= TimeSpan.FromMilliseconds(1) && length.TotalMilliseconds <= EventTime.LongestWindow)
        {
            return true;
        }

        Report(window, context, $"{what} cannot be {length.TotalMilliseconds:N0} ms long.", $"Choose from 1ms to {EventTime.LongestWindow / MillisecondsPerDay}d.");
        return false;
    }

    private static void Report(WindowStep window, StepContext context, string message, string? suggestion = null) =>
        context.Diagnostics.Add(DiagnosticCodes.InvalidValue, window.Mark, message, suggestion);
}
