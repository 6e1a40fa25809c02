using System.Text;
using FlexCore.Application.Entities;
using FlexCore.Domain;
using FlexCore.Domain.Schedules;

namespace FlexCore.Application.Schedules;

/// <summary>One firing on its way to its target.</summary>
/// <param name="Security">In whose name it happens: the tenant and the owner of the schedule.</param>
/// <param name="Schedule">The schedule's key.</param>
/// <param name="Target">What to do.</param>
/// <param name="Firing">Which firing it is.</param>
public sealed record ScheduleDelivery(SecurityContext Security, string Schedule, ScheduleTarget Target, RunningFiring Firing)
{
    /// <summary>What the schedule does when things run long, for a target that others may keep busy.</summary>
    public OverlapPolicy Overlap { get; init; }

    /// <summary>Names the effect, the same however often it is delivered and by whom: an idempotency key of 41 characters.</summary>
    public string Key { get; } = "schedule-" + RequestHash.Of(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{Security.Tenant.Value}/{Schedule}/{Firing.Number}")));

    /// <summary>Names the chain of work.</summary>
    public string CorrelationId { get; } = FormattableString.Invariant($"schedule:{Schedule}:{Firing.Number}");
}
