using FlexCore.Application.Retention;
using FlexCore.Domain;

namespace FlexCore.Conformance.Retention;

/// <summary>A scavenger whose process dies at one removal, before or after it was done.</summary>
internal sealed class DyingScavenger(IScavenger inner, int dieAt, bool afterRemoval) : IScavenger
{
    private int _removals;

    /// <summary>The entities that were looked at.</summary>
    public List<EntityId> Visited { get; } = [];

    public ValueTask<ScavengeMark?> FindAsync(EntityId stream, CancellationToken cancellationToken = default)
    {
        Visited.Add(stream);
        return inner.FindAsync(stream, cancellationToken);
    }

    public async ValueTask<ScavengeOutcome> RemoveAsync(long known, ScavengeMark next, CancellationToken cancellationToken = default)
    {
        var dies = ++_removals == dieAt;
        if (dies && !afterRemoval)
        {
            throw new IOException("killed before the removal");
        }

        var outcome = await inner.RemoveAsync(known, next, cancellationToken);
        return dies ? throw new IOException("killed after the removal") : outcome;
    }
}
