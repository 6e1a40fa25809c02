namespace FlexCore.Cluster;

/// <summary>What a stop waits on until everything that was under way has its end. As long as nobody stops, an end costs one look.</summary>
/// <remarks>Thread-safe to tell; one stop waits.</remarks>
internal sealed class StopWait(TimeProvider time)
{
    private Wake? _stop;

    /// <summary>Something has its end. Told after the change that the stop looks at: the stop either sees the change or is woken by it.</summary>
    internal void Tell() => Volatile.Read(ref _stop)?.Set();

    /// <summary>Waits until something holds.</summary>
    /// <param name="holds">Looked at first, and after everything that was told.</param>
    /// <param name="atMost">Gives up; <see cref="Timeout.InfiniteTimeSpan"/> for never.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether it holds.</returns>
    internal async Task<bool> UntilAsync(Func<bool> holds, TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var wake = new Wake(time);
        using var cancelled = cancellationToken.UnsafeRegister(static wake => (wake as Wake)?.Set(), wake);
        Interlocked.Exchange(ref _stop, wake);
        var began = time.GetTimestamp();
        var isForever = atMost == Timeout.InfiniteTimeSpan;
        while (!holds())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var left = isForever ? atMost : atMost - time.GetElapsedTime(began);
            if (!isForever && left <= TimeSpan.Zero)
            {
                return false;
            }

            await wake.WaitAsync(left).ConfigureAwait(false);
        }

        return true;
    }
}
