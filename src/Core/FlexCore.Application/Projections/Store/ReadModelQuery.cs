using FlexCore.Domain;

namespace FlexCore.Application.Projections.Store;

/// <summary>Which documents.</summary>
/// <param name="Generation">The generation.</param>
/// <param name="Tenant">The tenant whose documents are seen.</param>
/// <param name="Max">The most documents, 1 to <see cref="ReadModelLimits.PageMax"/>.</param>
public sealed record ReadModelQuery(long Generation, TenantId Tenant, int Max)
{
    /// <summary>Only documents behind this place of the list, as <see cref="ReadModelPlace"/> of the last document seen.</summary>
    public ReadModelPlace? After { get; init; }

    /// <summary>Only documents with this key; <see langword="null"/> for all.</summary>
    public string? Key { get; init; }

    /// <summary>The latest first instead of by kind and key. Then <see cref="After"/> has no meaning.</summary>
    public bool NewestFirst { get; init; }
}
