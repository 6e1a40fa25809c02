using FlexCore.Domain;

namespace FlexCore.Cluster.Topics;

/// <summary>A topic of a tenant.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Topic">The topic's name within it.</param>
internal readonly record struct TopicName(TenantId Tenant, string Topic);
