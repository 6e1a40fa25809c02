using FlexCore.Application.Pipelines;
using FlexCore.Application.Streams;

namespace FlexCore.Application.Supervision;

/// <summary>Whether and when a failed stream starts again. Pure.</summary>
internal static class RestartPolicy
{
    // The same input gives the same failure: a restart would only repeat it.
    private static readonly string[] Lasting = ["record-failed", "csv-column-unknown", "graph-unknown", "source-changed", "source-not-resumable", "sink-behind-checkpoint"];

    // What an entity says that cannot take commands at the moment, or no longer here.
    private static readonly string[] Passing = ["not-serving", "not-owner", "overloaded", "stopping"];

    /// <summary>Whether starting again can help.</summary>
    public static bool CanHelp(Exception error) => error switch
    {
        PipelineRunRefusedException { Refusal.Code: var code } => Passing.Contains(code, StringComparer.Ordinal),
        StreamException { Code: var code } => !Lasting.Contains(code, StringComparer.Ordinal) && !code.StartsWith("checkpoint-", StringComparison.Ordinal),
        _ => true,
    };

    /// <summary>The pause before a restart.</summary>
    /// <param name="restart">The number of the restart in a row, from 1.</param>
    /// <param name="options">The bounds.</param>
    public static TimeSpan DelayBefore(int restart, SupervisorOptions options)
    {
        var doublings = Math.Min(restart - 1, 40);
        var delay = options.RestartDelay.TotalMilliseconds * Math.Pow(2, doublings);
        return TimeSpan.FromMilliseconds(Math.Min(delay, options.RestartDelayMax.TotalMilliseconds));
    }
}
