using FlexCore.Cluster.Transport.Connections;
using FlexCore.Domain;

namespace FlexCore.Cluster.Regions.Serving;

/// <summary>A request that is being served.</summary>
/// <param name="Call">The way back.</param>
/// <param name="Id">The entity.</param>
/// <param name="Shard">Its shard.</param>
/// <param name="Round">The round of the sender's route.</param>
internal readonly record struct ServedRequest(InboundCall Call, EntityId Id, int Shard, long Round);
