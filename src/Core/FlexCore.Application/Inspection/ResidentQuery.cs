using FlexCore.Domain;

namespace FlexCore.Application.Inspection;

/// <summary>Which entities in memory are wanted.</summary>
/// <param name="Tenant">Whose; others are neither listed nor counted.</param>
/// <param name="LimitMax">The most to answer, at least 1.</param>
public sealed record ResidentQuery(TenantId Tenant, int LimitMax)
{
    /// <summary>Only entities of this kind; <see langword="null"/> for all.</summary>
    public string? Kind { get; init; }

    /// <summary>Only entities of this shard; <see langword="null"/> for all.</summary>
    public int? Shard { get; init; }

    /// <summary>Which come first; equal ones by id.</summary>
    public ResidentOrder Order { get; init; }
}
