using FlexCore.Api.Limits;
using FlexCore.Api.Metrics;
using FlexCore.Api.Problems;
using Microsoft.Extensions.Hosting;

namespace FlexCore.Api.Sse;

/// <summary>Counts open event streams, bounds their number, and ends them all when the host stops.</summary>
/// <remarks>Thread-safe. One per host.</remarks>
/// <param name="options">The bound.</param>
/// <param name="lifetime">Tells when the host stops.</param>
/// <param name="instruments">Show how many are open.</param>
internal sealed class SseGate(ApiOptions options, IHostApplicationLifetime lifetime, ApiInstruments instruments)
{
    private int _open;

    /// <summary>How many event streams are open.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Ends when the host stops.</summary>
    public CancellationToken Closing => lifetime.ApplicationStopping;

    /// <summary>Takes a place. Give it back with <see cref="Leave"/>.</summary>
    /// <exception cref="ProblemException">All places are taken.</exception>
    public void Enter()
    {
        if (Interlocked.Increment(ref _open) <= options.SseClientsMax)
        {
            instruments.EventStreams.Add(1);
            return;
        }

        Interlocked.Decrement(ref _open);
        throw new ProblemException(
            new Problem(ProblemCodes.TooManySubscribers, $"{options.SseClientsMax} event streams are open. Close one, or raise flexcore.api.sse-clients-max.") { RetryAfterSeconds = 5 });
    }

    /// <summary>Gives a place back.</summary>
    public void Leave()
    {
        Interlocked.Decrement(ref _open);
        instruments.EventStreams.Add(-1);
    }
}
