using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Membership;

/// <summary>One probe, with the time-out that this node's health allows.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class Prober(NodeParts parts, TableReader reader)
{
    /// <summary>Whether a member answers.</summary>
    internal async Task<bool> ReachAsync(Member target, CancellationToken cancellationToken) => await ProbeAsync(target, cancellationToken) is not null;

    /// <summary>What a member answers; <see langword="null"/> when it does not. Another life at its address is not the member.</summary>
    internal async Task<ProbeReply?> ProbeAsync(Member target, CancellationToken cancellationToken)
    {
        using var limit = Limit(1);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        if (await GuardAsync(() => parts.Probe.ProbeAsync(target, parts.View.Versions, either.Token)) is not { } reply || reply.From != target.Id)
        {
            return null;
        }

        reader.Learn(reply.Known);
        return reply;
    }

    /// <summary>Whether a member reaches another; <see langword="null"/> when it did not answer itself.</summary>
    internal async Task<bool?> ReachThroughAsync(Member via, Member target, CancellationToken cancellationToken)
    {
        // The other one waits for its own probe, so its answer may take twice as long.
        using var limit = Limit(2);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        return await GuardAsync(() => parts.Probe.ProbeThroughAsync(via, target, either.Token));
    }

    private async Task<T?> GuardAsync<T>(Func<ValueTask<T?>> probe)
    {
        try
        {
            return await probe();
        }
        catch (Exception error) // The boundary of the transport: a probe that fails in whatever way has no answer, and the loops go on.
        {
            parts.Log.ProbeFailed(error.Message);
            return default;
        }
    }

    private CancellationTokenSource Limit(int probes) => new(parts.Options.ProbeTimeout * probes * parts.Health.Stretch, parts.Time);
}
