namespace FlexCore.Cluster.Membership;

/// <summary>A token that is cancelled after a time, or with another one, and by which no listener's fault gets into a timer or to whoever cancels.</summary>
/// <remarks>Used by one call; its timer and the other token come from elsewhere.</remarks>
internal sealed class TimeLimit : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenRegistration _outer;
    private readonly ITimer _timer;

    /// <param name="limit">The time.</param>
    /// <param name="time">Measures it.</param>
    /// <param name="outer">Cancels earlier.</param>
    internal TimeLimit(TimeSpan limit, TimeProvider time, CancellationToken outer)
    {
        _timer = time.CreateTimer(Cancel, _source, limit, Timeout.InfiniteTimeSpan);
        _outer = outer.UnsafeRegister(Cancel, _source);
    }

    internal CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        _outer.Dispose();
        _timer.Dispose();
        _source.Dispose();
    }

    private static void Cancel(object? state)
    {
        if (state is CancellationTokenSource source)
        {
            Cancelling.Quietly(source);
        }
    }
}
