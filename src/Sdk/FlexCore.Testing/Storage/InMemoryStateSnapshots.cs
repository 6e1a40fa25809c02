using FlexCore.Application.TimeTravel;
using FlexCore.Domain;

namespace FlexCore.Testing.Storage;

/// <summary>Kept states in memory. Thread-safe.</summary>
internal sealed class InMemoryStateSnapshots : IStateSnapshots
{
    private readonly Lock _gate = new();
    private readonly List<StateSnapshot> _kept = [];

    public ValueTask SaveAsync(StateSnapshot snapshot, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        lock (_gate)
        {
            _kept.RemoveAll(kept => kept.Stream.Equals(snapshot.Stream) && kept.Shape == snapshot.Shape && kept.Version == snapshot.Version);
            _kept.Add(snapshot with { State = snapshot.State.ToArray() });
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<StateSnapshot?> FindAsync(EntityId stream, string shape, long versionMax, DateTimeOffset newestMax, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return ValueTask.FromResult(_kept
                .Where(kept => kept.Stream.Equals(stream) && kept.Shape == shape && kept.Version <= versionMax && kept.NewestAt <= newestMax)
                .MaxBy(static kept => kept.Version));
        }
    }

    public ValueTask<IReadOnlyList<StateSnapshot>> ListAsync(EntityId stream, int limit, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return ValueTask.FromResult<IReadOnlyList<StateSnapshot>>([.. _kept.Where(kept => kept.Stream.Equals(stream)).OrderByDescending(static kept => kept.Version).ThenBy(static kept => kept.Shape, StringComparer.Ordinal).Take(limit)]);
        }
    }

    public ValueTask<long> CountAsync(TenantId tenant, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return ValueTask.FromResult(_kept.LongCount(kept => kept.Stream.Tenant == tenant));
        }
    }
}
