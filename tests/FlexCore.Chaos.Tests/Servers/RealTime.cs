namespace FlexCore.Chaos.Tests.Servers;

/// <summary>Real processes have no clock that a test could move: here time passes by itself, and nothing is concluded from how much.</summary>
internal static class RealTime
{
    /// <summary>The time after which something is broken. Longer than any loaded machine takes: a start of a node has been seen to take more than a minute.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    /// <summary>Lets a fault last.</summary>
    public static async Task PassAsync(TimeSpan duration, CancellationToken cancellationToken = default)
    {
        if (duration > TimeSpan.Zero)
        {
            using var timer = new PeriodicTimer(duration, TimeProvider.System);
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <summary>Looks until something is so.</summary>
    /// <param name="what">What is waited for.</param>
    /// <param name="patience">The most time.</param>
    /// <param name="look">Says what is still missing; <see langword="null"/> when it is so.</param>
    /// <returns>How long it took.</returns>
    /// <exception cref="TimeoutException">It was not so in time.</exception>
    public static async Task<TimeSpan> UntilAsync(string what, TimeSpan patience, Func<Task<string?>> look)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (await look() is { } missing)
        {
            if (TimeProvider.System.GetElapsedTime(begin) > patience)
            {
                throw new TimeoutException($"{what}: not within {patience.TotalSeconds} s. {missing}");
            }

            await PassAsync(Step);
        }

        return TimeProvider.System.GetElapsedTime(begin);
    }
}
