using FlexCore.Cluster.Transport.Connections;

namespace FlexCore.Cluster.Transport;

/// <summary>Waits until everything that was accepted is answered, in both directions.</summary>
internal static class TransportDrain
{
    // Stopping is rare and short: a look every few milliseconds needs no signal on the way of every answer.
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(5);

    internal static async Task RunAsync(TransportCore core, Listener listener, ICollection<PeerLink> links)
    {
        var began = core.Time.GetTimestamp();
        int Serving() => listener.Connections.Sum(connection => connection.Serving);
        int Waiting() => links.Sum(link => link.Current?.InFlight ?? 0);
        while (Serving() > 0 || Waiting() > 0)
        {
            if (core.Time.GetElapsedTime(began) >= core.Options.DrainTimeout)
            {
                core.Log.DrainEnded(Serving(), Waiting(), core.Options.DrainTimeout.TotalSeconds);
                break;
            }

            await Task.Delay(LookInterval, core.Time, CancellationToken.None).ConfigureAwait(false);
        }

        // An answer is written before its connection ends, unless the other end does not read.
        var written = Task.WhenAll(listener.Connections.Select(connection => connection.FinishAsync()));
        var left = core.Options.DrainTimeout - core.Time.GetElapsedTime(began);
        try
        {
            await written.WaitAsync(left > LookInterval ? left : LookInterval, core.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            core.Log.DrainEnded(Serving(), Waiting(), core.Options.DrainTimeout.TotalSeconds);
        }
    }
}
