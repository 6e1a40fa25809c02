using FlexCore.Application.Retention;
using FlexCore.Domain;

namespace FlexCore.Testing.Storage;

/// <summary>Takes old events of a log in memory away. Thread-safe.</summary>
internal sealed class InMemoryScavenger(InMemoryLog log) : IScavenger
{
    private readonly Lock _gate = new();
    private readonly Dictionary<EntityId, ScavengeMark> _marks = [];

    public ValueTask<ScavengeMark?> FindAsync(EntityId stream, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return ValueTask.FromResult(_marks.GetValueOrDefault(stream));
        }
    }

    public ValueTask<ScavengeOutcome> RemoveAsync(long known, ScavengeMark next, CancellationToken cancellationToken = default)
    {
        IScavenger.Validate(known, next);
        lock (_gate)
        {
            if ((_marks.GetValueOrDefault(next.Stream)?.Version ?? 0) != known)
            {
                return ValueTask.FromResult(ScavengeOutcome.Moved);
            }

            if (!log.Hollow(next.Stream, known + 1, next.Version))
            {
                return ValueTask.FromResult(ScavengeOutcome.NotYet);
            }

            _marks[next.Stream] = next with { Hash = next.Hash.ToArray() };
            return ValueTask.FromResult(ScavengeOutcome.Removed);
        }
    }
}
