using FlexCore.Application.Entities;
using FlexCore.Domain;
using FlexCore.Domain.Schedules;

namespace FlexCore.Application.Tests.Schedules;

/// <summary>A region of schedules that counts what is read from it.</summary>
internal sealed class CountingRegion(IEntityRegion<ScheduleCommand, ScheduleState> inner) : IEntityRegion<ScheduleCommand, ScheduleState>
{
    private int _reads;

    public int Reads => Volatile.Read(ref _reads);

    public string Kind => inner.Kind;

    public ValueTask<CommandReply> AskAsync(EntityId id, ScheduleCommand command, CancellationToken cancellationToken = default) => inner.AskAsync(id, command, cancellationToken);

    public ValueTask<EntityView<ScheduleState>> ReadAsync(EntityId id, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _reads);
        return inner.ReadAsync(id, cancellationToken);
    }
}
