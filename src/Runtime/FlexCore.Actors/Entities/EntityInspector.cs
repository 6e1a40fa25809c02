using FlexCore.Application.Inspection;
using FlexCore.Domain;

namespace FlexCore.Actors.Entities;

/// <summary>Looks at the entities of all regions of a process.</summary>
/// <remarks>Thread-safe; regions are added while the process is composed.</remarks>
public sealed class EntityInspector : IEntityInspector
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, IInspectedRegion> _regions = new(StringComparer.Ordinal);

    /// <summary>Adds a region.</summary>
    /// <typeparam name="TState">The aggregate's state.</typeparam>
    /// <typeparam name="TCommand">The aggregate's command family.</typeparam>
    /// <typeparam name="TEvent">The aggregate's event family.</typeparam>
    /// <param name="region">The region.</param>
    public void Add<TState, TCommand, TEvent>(EntityRegion<TState, TCommand, TEvent> region)
        where TCommand : ICommand
    {
        ArgumentNullException.ThrowIfNull(region);
        lock (_gate)
        {
            _regions[region.Kind] = region;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<ResidentKind> Kinds(TenantId tenant) => [.. Regions(kind: null).Select(region => region.Count(tenant))];

    /// <inheritdoc/>
    public ResidentList List(ResidentQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.LimitMax, 1);
        var selection = new ResidentSelection(query.LimitMax);
        foreach (var region in Regions(query.Kind))
        {
            region.Select(query, selection);
        }

        return new ResidentList(selection.Total, selection.Take());
    }

    /// <inheritdoc/>
    public ValueTask<EntityDetail?> InspectAsync(EntityId id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return Regions(id.Kind) is [var region] ? region.InspectAsync(id, cancellationToken) : new ValueTask<EntityDetail?>((EntityDetail?)null);
    }

    private IInspectedRegion[] Regions(string? kind)
    {
        lock (_gate)
        {
            return [.. _regions.Values.Where(region => kind is null || region.Kind == kind)];
        }
    }
}
