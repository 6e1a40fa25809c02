using FlexCore.Actors;
using FlexCore.Actors.Entities;
using FlexCore.Actors.Topics;
using FlexCore.Application.Cluster;
using FlexCore.Cluster.Regions;
using FlexCore.Cluster.Topics;
using FlexCore.Cluster.Transport;
using FlexCore.Conformance.Entities;
using FlexCore.Testing.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.ClusterPeer;

/// <summary>A node for measurements: a region of ledgers over a store in memory, and a topic bus. It owns every shard or none.</summary>
public sealed class PeerNode : IAsyncDisposable
{
    /// <summary>The fixed number of shards.</summary>
    public const int Shards = 256;

    private readonly ActorSystem _system = new(new ActorSystemOptions(), TimeProvider.System, NullLoggerFactory.Instance);
    private readonly TopicBus _local = new(new TopicOptions());
    private readonly EntityRegion<LedgerState, LedgerCommand, LedgerEvent> _entities;

    private PeerNode(string name, OwnedShards shards, InMemoryStore store, Member? owner)
    {
        var id = new NodeId(name, 1);
        Members = new PeerMembers(id, owner);
        _entities = new(
            _system,
            new(LedgerDecider.Kind, new LedgerDecider(), LedgerDecider.Events) { Snapshots = LedgerDecider.Snapshots },
            new EntityStorage(store.Journal, store.Snapshots, shards),
            new EntityOptions());
        Transport = new NodeTransport(new TransportIdentity(id, "measured"), new TransportOptions { Port = 0 }, null, TimeProvider.System, NullLoggerFactory.Instance);
        Region = new ClusterRegions(Transport, Members, new RegionOptions(), TimeProvider.System)
            .Add(_entities, new RegionDefinition<LedgerCommand, LedgerState>(LedgerCommandCodec.Commands, LedgerDecider.Snapshots));
        Bus = new ClusterTopicBus(_local, Transport, Members, new ClusterTopicOptions(), TimeProvider.System);
        Transport.Start();
    }

    /// <summary>The members it knows.</summary>
    public PeerMembers Members { get; }

    /// <summary>Its connections.</summary>
    public NodeTransport Transport { get; }

    /// <summary>The way to all ledgers.</summary>
    public ClusterRegion<LedgerCommand, LedgerState> Region { get; }

    /// <summary>Its topic bus.</summary>
    public ClusterTopicBus Bus { get; }

    /// <summary>A node that owns every shard.</summary>
    public static async Task<PeerNode> OwnerAsync(string name)
    {
        var store = new InMemoryStore(Shards);
        return new PeerNode(name, await OwnedShards.AcquireAllAsync(store.Leases, name), store, owner: null);
    }

    /// <summary>A node that owns none: another does.</summary>
    public static PeerNode Asker(string name, Member owner) => new(name, OwnedShards.None(Shards), new InMemoryStore(Shards), owner);

    /// <summary>A node as others reach it.</summary>
    public static Member At(string name, int port) => new(new NodeId(name, 1), MemberStatus.Up, new NodeAddress("127.0.0.1", port));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Bus.DisposeAsync();
        await Transport.DisposeAsync();
        await _entities.DisposeAsync();
        await _system.DisposeAsync();
        _local.Dispose();
    }
}
