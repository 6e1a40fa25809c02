namespace FlexCore.Cluster.Membership;

/// <summary>
/// Cancels without paying for the faults of those who listen. A database driver may throw when its connection goes away in the same moment; thrown out of a timer, that would end
/// the process.
/// </summary>
internal static class Cancelling
{
    /// <summary>Cancels a source. Everybody who listens is told, whatever the others throw.</summary>
    /// <param name="source">The source; one that is disposed has nobody left to tell.</param>
    /// <returns>Whether everybody took it without a fault.</returns>
    internal static bool Quietly(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
            return true;
        }
        catch (AggregateException)
        {
            // The source is cancelled all the same, and who waits for it sees that.
            return false;
        }
        catch (ObjectDisposedException)
        {
            // What was to be cancelled has ended by itself meanwhile.
            return false;
        }
    }
}
