using FlexCore.Application.Entities;
using FlexCore.Domain;
using FlexCore.Domain.Schedules;

namespace FlexCore.Application.Tests.Schedules;

/// <summary>Does what it is told and loses every answer.</summary>
internal sealed class ForgetfulRegion(IEntityRegion<ScheduleCommand, ScheduleState> inner) : IEntityRegion<ScheduleCommand, ScheduleState>
{
    public string Kind => inner.Kind;

    public async ValueTask<CommandReply> AskAsync(EntityId id, ScheduleCommand command, CancellationToken cancellationToken = default)
    {
        await inner.AskAsync(id, command, cancellationToken);
        throw new AskTimeoutException(id, TimeSpan.FromSeconds(1));
    }

    public ValueTask<EntityView<ScheduleState>> ReadAsync(EntityId id, CancellationToken cancellationToken = default) => inner.ReadAsync(id, cancellationToken);
}
