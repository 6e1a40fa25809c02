using FlexCore.Application.Schedules;
using FlexCore.Domain;
using FlexCore.Domain.Schedules;
using FlexCore.Testing.Probes;

namespace FlexCore.Application.Tests.Schedules;

/// <summary>A target that keeps what it is given; the test decides how a delivery ends.</summary>
internal sealed class ProbeTarget : IScheduleTarget
{
    public string Kind => ScheduleTarget.Event;

    /// <summary>Every delivery, repeated ones too.</summary>
    public Probe<ScheduleDelivery> Deliveries { get; } = new();

    /// <summary>What a delivery waits for and answers.</summary>
    public Func<ScheduleDelivery, CancellationToken, Task<Refusal?>> Answer { get; set; } = static (_, _) => Task.FromResult<Refusal?>(null);

    public ValueTask<Refusal?> CheckAsync(SecurityContext security, ScheduleTarget target, CancellationToken cancellationToken = default) =>
        new(target.Name == "forbidden" ? new Refusal("bad-target", "This one is forbidden.") : null);

    public Task<Refusal?> DeliverAsync(ScheduleDelivery delivery, CancellationToken cancellationToken)
    {
        Deliveries.Add(delivery);
        return Answer(delivery, cancellationToken);
    }
}
