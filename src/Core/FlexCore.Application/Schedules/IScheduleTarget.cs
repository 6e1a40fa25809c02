using FlexCore.Domain;
using FlexCore.Domain.Schedules;

namespace FlexCore.Application.Schedules;

/// <summary>Makes the effect of a firing. One for each kind of target.</summary>
/// <remarks>
/// A delivery may be repeated, also by another node and while the first is still under way: the effect of one <see cref="ScheduleDelivery.Key"/> must happen once.
/// Thread-safe.
/// </remarks>
public interface IScheduleTarget
{
    /// <summary>The kind that it serves, one of <see cref="ScheduleTarget.Kinds"/>.</summary>
    string Kind { get; }

    /// <summary>Says whether a schedule may have this target, when somebody creates or changes one.</summary>
    /// <param name="security">Who asks.</param>
    /// <param name="target">The target; its input is JSON.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Why not, or <see langword="null"/>.</returns>
    ValueTask<Refusal?> CheckAsync(SecurityContext security, ScheduleTarget target, CancellationToken cancellationToken = default);

    /// <summary>Makes the effect and waits until it is complete. An exception means that nothing is known: the delivery is repeated after a pause.</summary>
    /// <param name="delivery">What to do.</param>
    /// <param name="cancellationToken">Ends the wait; another scheduler goes on.</param>
    /// <returns>Why it failed for good, or <see langword="null"/> when it is complete.</returns>
    Task<Refusal?> DeliverAsync(ScheduleDelivery delivery, CancellationToken cancellationToken);
}
