using FlexCore.Actors;
using FlexCore.Actors.Entities;
using FlexCore.Application.Cluster;
using FlexCore.Cluster.Membership;
using FlexCore.Cluster.Nodes;
using FlexCore.Cluster.Regions;
using FlexCore.Cluster.Transport;
using FlexCore.Cluster.Transport.Probes;
using FlexCore.Conformance.Entities;
using FlexCore.TestServers;
using FlexCore.Testing.Cluster;
using FlexCore.Testing.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Cluster.Tests.Regions;

/// <summary>A node as a host composes it: membership, shards, transport, probes and a region, over tables and a store in memory.</summary>
internal sealed class WholeNode : IAsyncDisposable
{
    private readonly ActorSystem _system = new(new ActorSystemOptions(), TimeProvider.System, NullLoggerFactory.Instance);
    private readonly EntityRegion<LedgerState, LedgerCommand, LedgerEvent> _local;

    private WholeNode(ClusterNode node, NodeTransport transport, ActorSystem system, EntityRegion<LedgerState, LedgerCommand, LedgerEvent> local, ClusterRegion<LedgerCommand, LedgerState> region) =>
        (Node, Transport, _system, _local, Region) = (node, transport, system, local, region);

    public ClusterNode Node { get; }

    public NodeTransport Transport { get; }

    public ClusterRegion<LedgerCommand, LedgerState> Region { get; }

    public static async Task<WholeNode> StartAsync(string name, InMemoryCluster cluster, InMemoryStore store)
    {
        var time = TimeProvider.System;
        var options = new TransportOptions { Port = TcpPorts.Free() };
        var shards = OwnedShards.None(store.Leases.ShardCount);
        var host = new ShardHost(shards);
        var system = new ActorSystem(new ActorSystemOptions(), time, NullLoggerFactory.Instance);
        var local = new EntityRegion<LedgerState, LedgerCommand, LedgerEvent>(
            system,
            new(LedgerDecider.Kind, new LedgerDecider(), LedgerDecider.Events) { Snapshots = LedgerDecider.Snapshots },
            new EntityStorage(store.Journal, store.Snapshots, shards),
            new EntityOptions());
        host.Add(local);
        var probe = new TransportProbe();
        await using var entering = TransportProbe.CreateEntering(name, "whole", options, null, time);
        probe.Use(entering);
        var setup = new ClusterNodeSetup(
            new MemberProfile(name, new NodeAddress("127.0.0.1", options.Port)), new ClusterTables(cluster.Members, cluster.Shards, cluster.Leases), probe, host)
        {
            Options = new ClusterOptions { HeartbeatInterval = TimeSpan.FromMilliseconds(50), ProbeInterval = TimeSpan.FromMilliseconds(200), LeaseTtl = TimeSpan.FromSeconds(2) },
        };
        var node = await ClusterNode.EnterAsync(setup);
        var transport = new NodeTransport(new TransportIdentity(node.Id, "whole"), options, null, time, NullLoggerFactory.Instance);
        TransportProbe.Serve(transport, node.Responder, time);
        var region = new ClusterRegions(transport, node.Locator, new RegionOptions { AskTimeout = TimeSpan.FromSeconds(60) }, time)
            .Add(local, new RegionDefinition<LedgerCommand, LedgerState>(LedgerCommandCodec.Commands, LedgerDecider.Snapshots));
        transport.Start();
        probe.Use(transport);
        await node.JoinAsync();
        return new WholeNode(node, transport, system, local, region);
    }

    /// <summary>Waits until the node sees a state of the cluster.</summary>
    public async Task WhenAsync(Func<ClusterState, bool> isReached)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await foreach (var state in Node.View.WatchAsync(limit.Token))
        {
            if (isReached(state))
            {
                return;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        await Transport.DisposeAsync();
        await _local.DisposeAsync();
        await _system.DisposeAsync();
    }
}
