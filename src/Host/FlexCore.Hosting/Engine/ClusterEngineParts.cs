using FlexCore.Actors;
using FlexCore.Actors.Entities;
using FlexCore.Application.Cluster;
using FlexCore.Cluster;
using FlexCore.Cluster.Membership;
using FlexCore.Cluster.Nodes;
using FlexCore.Cluster.Transport;
using FlexCore.Cluster.Transport.Probes;
using FlexCore.Hosting.Clustering;
using FlexCore.Hosting.Logging;
using FlexCore.Persistence.PostgreSql;
using Microsoft.Extensions.Logging;

namespace FlexCore.Hosting.Engine;

/// <summary>What a cluster engine is made of, as far as it comes before its regions.</summary>
internal sealed record ClusterEngineParts(
    EngineSettings Settings, PostgresStore Store, ActorSystem Actors, EntityStorage Storage, ShardHost Entities, StreamShards Shards, ClusterNode Node)
{
    public required NodeTransport Transport { get; init; }

    /// <summary>This node's certificates, or null for connections in the clear.</summary>
    public required TransportTls? Tls { get; init; }

    public required TimeProvider Clock { get; init; }

    public required ILoggerFactory Logs { get; init; }

    public required ClusterNodeLog Log { get; init; }

    /// <summary>Enters the cluster as joining.</summary>
    /// <exception cref="ClusterJoinException">The cluster does not take this node.</exception>
    public static async Task<ClusterEngineParts> ComposeAsync(
        EngineSettings settings, PostgresStore store, ClusterPlace place, TimeProvider clock, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        ClusterNode? node = null;
        var shards = OwnedShards.None(store.Shards.ShardCount, () => Volatile.Read(ref node) is { View.IsServing: true });
        var log = new ClusterNodeLog(logs.CreateLogger("FlexCore.Cluster.Streams"));
        var entities = new ShardHost(shards);
        var streams = new StreamShards(entities, store.Shards.ShardCount, log);
        var tls = ClusterTls.Load(settings.Tls);
        var probe = new TransportProbe();
        var setup = new ClusterNodeSetup(ProfileOf(settings, place), new ClusterTables(store.Members, store.Shards, store.NamedLeases), probe, streams)
        {
            Options = settings.Cluster, Time = clock, Logger = logs.CreateLogger("FlexCore.Cluster"),
        };
        var entered = await EnterAsync(setup, settings, tls, probe, cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref node, entered);
        var transport = new NodeTransport(new TransportIdentity(entered.Id, settings.Engine.ClusterName) { Protocols = settings.Protocols }, settings.Transport, tls, clock, logs);
        transport.AdmitBy(id => entered.View.Current.Find(id) is { Status: MemberStatus.Down } ? $"{id} is down in the membership" : null);
        TransportProbe.Serve(transport, entered.Responder, clock);
        probe.Use(transport);
        var actors = new ActorSystem(settings.Actors, clock, logs);
        return new ClusterEngineParts(settings, store, actors, new EntityStorage(store.Journal, store.Snapshots, shards) { Directory = store.Directory }, entities, streams, entered)
        {
            Transport = transport, Tls = tls, Clock = clock, Logs = logs, Log = log,
        };
    }

    private static async Task<ClusterNode> EnterAsync(ClusterNodeSetup setup, EngineSettings settings, TransportTls? tls, TransportProbe probe, CancellationToken cancellationToken)
    {
        await using var entering = TransportProbe.CreateEntering(setup.Profile.Name, settings.Engine.ClusterName, settings.Transport, tls, setup.Time);
        probe.Use(entering);
        return await ClusterNode.EnterAsync(setup, cancellationToken).ConfigureAwait(false);
    }

    private static MemberProfile ProfileOf(EngineSettings settings, ClusterPlace place)
    {
        var name = settings.Cluster.NodeName.Length > 0 ? settings.Cluster.NodeName : Environment.MachineName.ToLowerInvariant();
        return new MemberProfile(name, settings.Transport.Advertise())
        {
            HttpUrl = place.HttpUrl,
            Version = place.Version,
            Roles = [.. settings.Cluster.Roles.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
            Protocols = settings.Protocols,
        };
    }
}
