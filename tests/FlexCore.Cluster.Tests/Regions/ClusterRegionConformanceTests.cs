using FlexCore.Conformance.Entities;

namespace FlexCore.Cluster.Tests.Regions;

/// <summary>Every entity lives on the node that is asked.</summary>
public sealed class LocalClusterRegionTests : EntityRegionConformance
{
    protected override Task<IEntityRegionHost> OpenAsync() => ClusterHost.OpenAsync((_, cluster) => cluster.A);
}

/// <summary>Every entity lives on another node than the one that is asked.</summary>
public sealed class RemoteClusterRegionTests : EntityRegionConformance
{
    protected override Task<IEntityRegionHost> OpenAsync() => ClusterHost.OpenAsync((_, cluster) => cluster.B);
}

/// <summary>Entities live here and there.</summary>
public sealed class SpreadClusterRegionTests : EntityRegionConformance
{
    protected override Task<IEntityRegionHost> OpenAsync() => ClusterHost.OpenAsync((shard, cluster) => shard % 2 == 0 ? cluster.A : cluster.B);
}
