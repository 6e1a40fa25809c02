using FlexCore.Cluster.Transport.Connections;

namespace FlexCore.Cluster.Transport;

/// <summary>Waits until everything that was accepted is answered, in both directions.</summary>
internal static class TransportDrain
{
    // When the time is up, answers that lie ready still get the time of one write.
    private static readonly TimeSpan WriteMin = TimeSpan.FromMilliseconds(5);

    internal static async Task RunAsync(TransportCore core, Listener listener, ICollection<PeerLink> links)
    {
        var began = core.Time.GetTimestamp();
        int Serving() => listener.Connections.Sum(connection => connection.Serving);
        int Waiting() => links.Sum(link => link.Current?.InFlight ?? 0);
        if (!await core.Stop.UntilAsync(() => Serving() == 0 && Waiting() == 0, core.Options.DrainTimeout, CancellationToken.None).ConfigureAwait(false))
        {
            core.Log.DrainEnded(Serving(), Waiting(), core.Options.DrainTimeout.TotalSeconds);
        }

        // An answer is written before its connection ends, unless the other end does not read.
        var written = Task.WhenAll(listener.Connections.Select(connection => connection.FinishAsync()));
        var left = core.Options.DrainTimeout - core.Time.GetElapsedTime(began);
        try
        {
            await written.WaitAsync(left > WriteMin ? left : WriteMin, core.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            core.Log.DrainEnded(Serving(), Waiting(), core.Options.DrainTimeout.TotalSeconds);
        }
    }
}
