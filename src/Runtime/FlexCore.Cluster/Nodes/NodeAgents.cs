using FlexCore.Application.Cluster;
using FlexCore.Cluster.Membership;
using FlexCore.Cluster.Membership.Voting;
using FlexCore.Cluster.Sharding;
using FlexCore.Cluster.Singletons;
using Microsoft.Extensions.Logging;

namespace FlexCore.Cluster.Nodes;

/// <summary>The agents of one node, put together. Holds no state of its own.</summary>
internal sealed class NodeAgents : IDisposable
{
    internal NodeAgents(NodeParts parts, IShardHost host, ILogger logger)
    {
        var shardLog = new ShardLog(logger);
        var leaseLog = new LeaseLog(logger);
        Reader = new TableReader(parts);
        Heartbeat = new HeartbeatAgent(parts, Reader);
        Prober = new Prober(parts, Reader);
        Hints = new HintSpreader(parts, Prober, parts.End.Over);
        Writer = new MembershipWriter(parts, Reader, Hints);
        Responder = new ProbeResponder(parts, Reader, Prober);
        Probes = new ProbeAgent(parts, Prober, Writer);
        Board = new LeaseBoard(parts);
        Singletons = new ClusterSingleton(parts, Board, leaseLog);
        Keeper = new ShardKeeper(parts, Reader, Hints, new ShardCalls(parts, host, shardLog), shardLog);
        Locator = new ShardLocator(parts.View, Reader);
        Refresh = new MemberRefresh(parts, Reader);
        Control = new ClusterControl(parts.Tables.Members, Reader, Hints);
        Balancer = new RebalanceDesk(parts);
        var coordinator = new ShardCoordinator(parts, Reader, new Housekeeper(parts, Reader, Writer), Hints, Balancer, shardLog);
        Leader = new LeaseCandidate(parts, Board, leaseLog, NamedLease.Leader, coordinator.RunAsync);
    }

    internal TableReader Reader { get; }

    internal HeartbeatAgent Heartbeat { get; }

    internal Prober Prober { get; }

    internal HintSpreader Hints { get; }

    internal MembershipWriter Writer { get; }

    internal ProbeResponder Responder { get; }

    internal ProbeAgent Probes { get; }

    internal LeaseBoard Board { get; }

    internal LeaseCandidate Leader { get; }

    internal ClusterSingleton Singletons { get; }

    internal ShardKeeper Keeper { get; }

    internal ShardLocator Locator { get; }

    internal MemberRefresh Refresh { get; }

    internal ClusterControl Control { get; }

    internal RebalanceDesk Balancer { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Reader.Dispose();
        Heartbeat.Dispose();
        Probes.Dispose();
        Board.Dispose();
        Leader.Dispose();
        Keeper.Dispose();
    }
}
