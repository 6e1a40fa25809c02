using System.Collections.Concurrent;
using FlexCore.Application.Retention;
using FlexCore.Domain;

namespace FlexCore.Hosting.Engine;

/// <summary>Who covers the histories of which kind. Thread-safe.</summary>
internal sealed class HistoryCovers : IHistoryCover
{
    private readonly ConcurrentDictionary<string, IHistoryCover> _kinds = new(StringComparer.Ordinal);

    /// <summary>Adds a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="region">Its region in this process.</param>
    public void Add(string kind, IHistoryCover region) => _kinds[kind] = region;

    public ValueTask<long> CoverAsync(EntityId id, CancellationToken cancellationToken = default) =>
        _kinds.TryGetValue(id.Kind, out var region) ? region.CoverAsync(id, cancellationToken) : new ValueTask<long>(0L);
}
