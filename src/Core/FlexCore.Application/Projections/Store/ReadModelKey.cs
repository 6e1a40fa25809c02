using FlexCore.Domain;

namespace FlexCore.Application.Projections.Store;

/// <summary>Which document of a generation.</summary>
/// <param name="Tenant">The tenant it belongs to.</param>
/// <param name="Kind">The kind of the stream it belongs to; empty when it takes events of several streams.</param>
/// <param name="Key">The key.</param>
public readonly record struct ReadModelKey(TenantId Tenant, string Kind, string Key);
