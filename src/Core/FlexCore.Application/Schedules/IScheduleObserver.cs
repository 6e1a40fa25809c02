using FlexCore.Domain;

namespace FlexCore.Application.Schedules;

/// <summary>Hears what the scheduler does, for logs and metrics. Thread-safe; must not throw.</summary>
public interface IScheduleObserver
{
    /// <summary>The scheduler of this node has read every schedule and fires from now on.</summary>
    /// <param name="epoch">Its epoch.</param>
    /// <param name="schedules">How many there are.</param>
    void Ready(long epoch, int schedules);

    /// <summary>A firing has ended.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="number">The firing.</param>
    /// <param name="error">Why it failed, or <see langword="null"/>.</param>
    void Ended(EntityId schedule, long number, string? error);

    /// <summary>The outcome of a delivery is unknown; it is repeated.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="number">The firing.</param>
    /// <param name="attempt">Which delivery it was, from 1.</param>
    /// <param name="error">What happened.</param>
    void Repeats(EntityId schedule, long number, int attempt, Exception error);

    /// <summary>A schedule could not be decided; it is tried again.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="error">What happened.</param>
    void NotDecided(EntityId schedule, Exception error);

    /// <summary>The schedules could not be listed; it is tried again.</summary>
    /// <param name="error">What happened.</param>
    void NotListed(Exception error);
}
