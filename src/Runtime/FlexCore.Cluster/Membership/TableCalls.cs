namespace FlexCore.Cluster.Membership;

/// <summary>Calls the tables so that neither a fault nor a hung database ends an agent or holds it up for long.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class TableCalls(ClusterOptions options, TimeProvider time, ClusterLog log, ClusterInstruments instruments)
{
    /// <summary>How often the log says that the tables do not answer; in between it is counted only.</summary>
    internal static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(10);

    private long _loggedAt;

    /// <summary>Makes one call within the time of one statement.</summary>
    /// <param name="what">What is done, for the log.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends the wait; then the reply is that there was none.</param>
    internal Task<TableReply<T>> TryAsync<T>(string what, Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken) =>
        TryAsync(what, call, options.DatabaseTimeout, cancellationToken);

    /// <summary>Makes one call within a time.</summary>
    /// <param name="what">What is done, for the log.</param>
    /// <param name="call">The call.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="cancellationToken">Ends the wait; then the reply is that there was none.</param>
    internal async Task<TableReply<T>> TryAsync<T>(string what, Func<CancellationToken, ValueTask<T>> call, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var either = new TimeLimit(timeout, time, cancellationToken);
        try
        {
            // Not every database driver looks at its token while the server is silent, so the wait looks for itself.
            return new TableReply<T>(Succeeded: true, await call(either.Token).AsTask().WaitAsync(either.Token));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return default;
        }
        catch (Exception error) // The boundary of the agents: whatever a table throws, they go on and try again.
        {
            instruments.CountTableFailure();
            Report(what, error);
            return default;
        }
    }

    private void Report(string what, Exception error)
    {
        var now = time.GetTimestamp();
        var last = Interlocked.Read(ref _loggedAt);
        if ((last == 0 || time.GetElapsedTime(last, now) >= LogInterval) && Interlocked.CompareExchange(ref _loggedAt, now, last) == last)
        {
            log.TableFailed(what, error.Message);
        }
    }

    internal async Task<bool> TryAsync(string what, Func<CancellationToken, ValueTask> call, CancellationToken cancellationToken) =>
        (await TryAsync(
            what,
            async token =>
            {
                await call(token);
                return true;
            },
            cancellationToken)).Succeeded;
}
