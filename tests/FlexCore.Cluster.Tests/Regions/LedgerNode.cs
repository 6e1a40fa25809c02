using FlexCore.Actors;
using FlexCore.Actors.Entities;
using FlexCore.Application.Cluster;
using FlexCore.Application.Journal;
using FlexCore.Cluster.Regions;
using FlexCore.Cluster.Tests.Transport;
using FlexCore.Cluster.Transport;
using FlexCore.Conformance.Entities;

namespace FlexCore.Cluster.Tests.Regions;

/// <summary>One node of a test cluster: transport, shards, and a region of ledgers.</summary>
internal sealed class LedgerNode : IAsyncDisposable
{
    private readonly ActorSystem _system;
    private readonly OwnedShards _shards;

    public LedgerNode(NodeId id, ShardMap map, IEventJournal journal, ISnapshotStore snapshots, Action<RegionOptions>? configure = null, Action<TransportOptions>? transport = null)
    {
        var options = new RegionOptions { AskTimeout = TimeSpan.FromSeconds(30) };
        configure?.Invoke(options);
        var wire = new TransportOptions { Port = 0, DrainTimeout = TimeSpan.Zero, ReconnectBackoffMin = TimeSpan.Zero, ReconnectBackoffMax = TimeSpan.FromMilliseconds(20) };
        transport?.Invoke(wire);
        Locator = new MapLocator(map, id);
        _system = new ActorSystem(new ActorSystemOptions(), TimeProvider.System, Log);
        _shards = OwnedShards.None(map.ShardCount);
        Host = new ShardHost(_shards);
        Local = new EntityRegion<LedgerState, LedgerCommand, LedgerEvent>(
            _system,
            new(LedgerDecider.Kind, new LedgerDecider(), LedgerDecider.Events) { Snapshots = LedgerDecider.Snapshots },
            new EntityStorage(journal, snapshots, _shards),
            new EntityOptions());
        Host.Add(Local);
        Transport = new NodeTransport(new TransportIdentity(id, "ledgers"), wire, null, TimeProvider.System, Log);
        Regions = new ClusterRegions(Transport, Locator, options, TimeProvider.System);
        Region = Regions.Add(Local, new RegionDefinition<LedgerCommand, LedgerState>(LedgerCommandCodec.Commands, LedgerDecider.Snapshots));
        Transport.Start();
        Member = new Member(id, MemberStatus.Up, new NodeAddress("127.0.0.1", Transport.Port));
    }

    public KeptLog Log { get; } = new();

    public MapLocator Locator { get; }

    public ShardHost Host { get; }

    public EntityRegion<LedgerState, LedgerCommand, LedgerEvent> Local { get; }

    public NodeTransport Transport { get; }

    public ClusterRegions Regions { get; }

    public ClusterRegion<LedgerCommand, LedgerState> Region { get; }

    /// <summary>The node as others reach it; a test may put a proxy before it.</summary>
    public Member Member { get; set; }

    public async ValueTask DisposeAsync()
    {
        await Transport.DisposeAsync();
        await Local.DisposeAsync();
        await _system.DisposeAsync();
    }
}
