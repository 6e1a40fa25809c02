using FlexCore.Domain;
using FlexCore.Domain.Schedules;

namespace FlexCore.Application.Schedules;

/// <summary>Stands for a kind of target that this version does not have: a schedule with it is refused when it is created. Stateless.</summary>
/// <param name="kind">The kind.</param>
public sealed class UnbuiltTarget(string kind) : IScheduleTarget
{
    /// <inheritdoc/>
    public string Kind => kind;

    /// <inheritdoc/>
    public ValueTask<Refusal?> CheckAsync(SecurityContext security, ScheduleTarget target, CancellationToken cancellationToken = default) => ValueTask.FromResult<Refusal?>(Refused());

    /// <inheritdoc/>
    public Task<Refusal?> DeliverAsync(ScheduleDelivery delivery, CancellationToken cancellationToken) => Task.FromResult<Refusal?>(Refused());

    private Refusal Refused() =>
        new("target-not-built", $"This version cannot fire a {kind}. Use the target {ScheduleTarget.Event}, {ScheduleTarget.EventStream}, {ScheduleTarget.Pipeline} or {ScheduleTarget.Command}.");
}
