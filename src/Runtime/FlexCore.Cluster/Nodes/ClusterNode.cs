using FlexCore.Application.Cluster;
using FlexCore.Cluster.Membership;
using FlexCore.Cluster.Membership.Joining;
using Microsoft.Extensions.Logging;

namespace FlexCore.Cluster.Nodes;

/// <summary>One node's part in the cluster: it enters, joins, serves its shards, and leaves or is declared down.</summary>
/// <remarks>
/// <para>
/// Order of use: <see cref="EnterAsync"/>, then connect <see cref="Responder"/> to the node transport, then <see cref="JoinAsync"/>. When <see cref="Ended"/> completes, the
/// process must end; a membership has no second life.
/// </para>
/// <para>Thread-safe. Each agent is one loop; they share the view and nothing else.</para>
/// </remarks>
public sealed class ClusterNode : IAsyncDisposable
{
    private readonly NodeParts _parts;
    private readonly NodeAgents _agents;
    private readonly List<Task> _loops = [];
    private readonly Lock _gate = new();
    private bool _isDisposed;

    private ClusterNode(NodeParts parts, IShardHost host, ILogger logger)
    {
        _parts = parts;
        _agents = new NodeAgents(parts, host, logger);
        parts.Instruments.Observe(parts.View);
        Run(_agents.Reader.RunAsync);
        Run(_agents.Heartbeat.RunAsync);
        _ = ReportEndAsync();
    }

    /// <summary>Who this node is.</summary>
    public NodeId Id => _parts.Self;

    /// <summary>The cluster as this node knows it.</summary>
    public IClusterView View => _parts.View;

    /// <summary>Where shards live.</summary>
    public IShardLocator Locator => _agents.Locator;

    /// <summary>Components that run on one node each.</summary>
    public IClusterSingleton Singletons => _agents.Singletons;

    /// <summary>The database's clock, the same for all nodes as far as they can know; its timers are this node's own.</summary>
    public TimeProvider Clock => _parts.Clock;

    /// <summary>Carries out what an operator says.</summary>
    public IClusterControl Control => _agents.Control;

    /// <summary>Balances the shards now, while this node leads.</summary>
    public IShardBalancer Balancer => _agents.Balancer;

    /// <summary>Reads the members for whoever looks at them.</summary>
    public IMemberRefresh Refresh => _agents.Refresh;

    /// <summary>Answers the probes of other nodes; for the node transport.</summary>
    public IProbeResponder Responder => _agents.Responder;

    /// <summary>Completes when the membership has ended, with the reason. Not when the node is merely disposed.</summary>
    public Task<ClusterExit> Ended => _parts.End.Task;

    /// <summary>Writes the node into the membership table as joining, and begins to heartbeat. Waits while the database does not answer.</summary>
    /// <param name="setup">What the node is made of.</param>
    /// <param name="cancellationToken">Gives up; a row that was written is ended by the next life of the name.</param>
    /// <exception cref="ClusterJoinException">A living node has the name, or a member speaks no common protocol version.</exception>
    /// <exception cref="ClusterOptionsException">A setting is outside its range.</exception>
    public static async Task<ClusterNode> EnterAsync(ClusterNodeSetup setup, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(setup);
        setup.Options.Validate();
        if (!NodeId.IsName(setup.Profile.Name))
        {
            throw new ClusterOptionsException($"{ClusterOptions.Section}.node-name", $"'{setup.Profile.Name}'", "of 1 to 100 characters of a-z A-Z 0-9 . _ -");
        }

        var log = new ClusterLog(setup.Logger);
        var instruments = new ClusterInstruments();
        var calls = new TableCalls(setup.Options, setup.Time, log, instruments);
        var entrance = await new ClusterEntry(setup.Profile, setup.Options, setup.Time, setup.Tables, setup.Probe, calls, log).EnterAsync(cancellationToken);
        var view = new ClusterView(entrance.Self, entrance.Members, entrance.Shards, new ServingClock(setup.Time, setup.Options.ServeFor), setup.Time);
        var parts = new NodeParts(entrance.Self, setup.Options, setup.Time, setup.Tables, setup.Probe, view, new NodeEnd())
        {
            Log = log,
            Instruments = instruments,
            Calls = calls,
            Contact = new DatabaseContact(setup.Time, setup.ContactGapMax ?? (setup.Options.HeartbeatInterval * 2)),
            SteadyContact = new DatabaseContact(setup.Time, setup.ContactGapMax ?? (setup.Options.HeartbeatInterval * 1.5)),
        };
        return new ClusterNode(parts, setup.Host, setup.Logger);
    }

    /// <summary>Takes the node up as soon as it reaches every member that serves and they reach it, and begins to serve.</summary>
    /// <param name="cancellationToken">Stops waiting; the node stays joining.</param>
    public async Task JoinAsync(CancellationToken cancellationToken = default)
    {
        await new Joiner(_parts, _agents.Reader, _agents.Prober, _agents.Writer, _agents.Hints).BecomeUpAsync(cancellationToken);
        Run(_agents.Probes.RunAsync);
        Run(_agents.Board.RunAsync);
        Run(_agents.Keeper.RunAsync);
        Run(_agents.Leader.RunAsync);
    }

    /// <summary>Leaves: hands off the leases and shards, and ends. Returns when <see cref="Ended"/> is complete.</summary>
    /// <param name="cancellationToken">Ends the hand-off early.</param>
    public Task LeaveAsync(CancellationToken cancellationToken = default) => new Leaver(_parts, _agents).LeaveAsync(cancellationToken);

    /// <summary>Stops everything at once, without leaving: for the others it is as if the process had died.</summary>
    public async ValueTask DisposeAsync()
    {
        Task[] loops;
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            loops = [.. _loops];
        }

        _parts.End.Abandon();
        await _agents.Singletons.StopAsync();
        await Task.WhenAll(loops);
        _agents.Dispose();
        _parts.View.Dispose();
        _parts.Instruments.Dispose();
    }

    private async Task ReportEndAsync()
    {
        var exit = await _parts.End.Task;
        if (exit.Reason is ClusterExitReason.DeclaredDown)
        {
            _parts.Log.DeclaredDown(exit.Message);
        }
        else
        {
            _parts.Log.Left(exit.Message);
        }
    }

    private void Run(Func<CancellationToken, Task> loop)
    {
        lock (_gate)
        {
            if (!_isDisposed)
            {
                _loops.Add(RunAsync(loop));
            }
        }
    }

    private async Task RunAsync(Func<CancellationToken, Task> loop)
    {
        await Task.Yield();
        await loop(_parts.End.Over);
    }
}
