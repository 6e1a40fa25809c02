using FlexCore.Domain;

namespace FlexCore.Application.Supervision;

/// <summary>Told what the supervisor does, for logs and metrics. Calls must not throw and must not wait. Thread-safe.</summary>
public interface ISupervisorObserver
{
    /// <summary>A run is at work.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="attempt">How often the run was started, from 1.</param>
    void Started(EntityId pipeline, int attempt);

    /// <summary>A run failed and is started again later.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="restart">The number of the restart in a row, from 1.</param>
    /// <param name="delay">The pause before it.</param>
    /// <param name="error">Why.</param>
    void Restarting(EntityId pipeline, int restart, TimeSpan delay, Exception error);

    /// <summary>A stream failed for good and waits for a person.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="error">Why.</param>
    void GaveUp(EntityId pipeline, string error);

    /// <summary>A stream ended as it should.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="how"><c>completed</c> or <c>stopped</c>.</param>
    void Ended(EntityId pipeline, string how);

    /// <summary>A stop took longer than its deadline; the run was ended at its last checkpoint.</summary>
    /// <param name="pipeline">The pipeline.</param>
    void DrainTimedOut(EntityId pipeline);

    /// <summary>How a stream ended could not be recorded; it is settled when the node starts again.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="error">Why.</param>
    void NotRecorded(EntityId pipeline, Exception error);
}
