using FlexCore.Client.Models;
using FlexCore.Client.Problems;
using FlexCore.Client.Settings;

namespace FlexCore.Client.Transport;

/// <summary>Learns the members of the cluster from the node that answers: once at the beginning, and again after a node has failed.</summary>
/// <remarks>
/// Thread-safe. Learning runs beside the calls, one at a time, and ends with the client. A node that does not tell its members takes nothing
/// away: the client goes on with the nodes it knows.
/// </remarks>
/// <param name="contacts">Where members are noted.</param>
/// <param name="exchange">Asks.</param>
/// <param name="options">Whether to learn.</param>
internal sealed class Receptionist(ContactPoints contacts, NodeExchange exchange, FlexCoreClientOptions options) : IDisposable
{
    private const string Path = "/cluster/nodes";

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private bool _isDue = true;
    private Task _learning = Task.CompletedTask;

    /// <summary>Completes when nothing is being learned.</summary>
    public Task Settled
    {
        get
        {
            lock (_gate)
            {
                return _learning;
            }
        }
    }

    /// <summary>Says that a node has failed: the members may have changed.</summary>
    public void Suspect()
    {
        lock (_gate)
        {
            _isDue = true;
        }
    }

    /// <summary>Says that a node answers; it may be asked for the members.</summary>
    /// <param name="node">The node.</param>
    public void Greet(Uri node)
    {
        lock (_gate)
        {
            if (options.LearnsMembers && _isDue && _learning.IsCompleted)
            {
                _isDue = false;
                _learning = TryLearnAsync(node);
            }
        }
    }

    /// <summary>Asks a node for the members and notes them.</summary>
    /// <param name="node">The node.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="NodeException">The node does not tell.</exception>
    public async Task<IReadOnlyList<ClusterContact>> LearnAsync(Uri node, CancellationToken cancellationToken)
    {
        var list = await exchange.SendAsync(node, new NodeRequest(HttpMethod.Get, Path), null, ClientJson.Default.ContactList, cancellationToken).ConfigureAwait(false);

        if (list.Nodes is null)
        {
            throw RefusalReader.NotANode(node, "no list of nodes", null);
        }

        // One that is joining serves nothing yet, one that is leaving not for long.
        contacts.Learn(list.Nodes.Where(static member => member.Metadata?.State is null or "up" or "ready").Select(static member => member.Url).OfType<Uri>());
        return list.Nodes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task<bool> TryLearnAsync(Uri node)
    {
        var stop = _stop.Token;
        await Task.Yield();
        try
        {
            await LearnAsync(node, stop).ConfigureAwait(false);
            return true;
        }
        catch (Exception error) when (error is NodeException or OperationCanceledException or ObjectDisposedException)
        {
            // The call that it ran beside has succeeded; the next failure makes it due again.
            return false;
        }
    }
}
