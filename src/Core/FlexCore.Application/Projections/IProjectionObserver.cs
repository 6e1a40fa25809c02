namespace FlexCore.Application.Projections;

/// <summary>Hears what happens to projections, for logs and metrics. Called from the projections' own work: must return at once and not throw.</summary>
public interface IProjectionObserver
{
    /// <summary>An event was put aside because the projection failed on it. It is tried again by itself.</summary>
    /// <param name="projection">The projection.</param>
    /// <param name="happened">The event.</param>
    /// <param name="reason">What the projection said.</param>
    void Parked(string projection, ProjectedEvent happened, string reason);

    /// <summary>A projection has failed on an event so often that it is tried again only on request.</summary>
    /// <param name="projection">The projection.</param>
    /// <param name="happened">The event.</param>
    /// <param name="reason">What the projection said.</param>
    void GaveUp(string projection, ProjectedEvent happened, string reason);

    /// <summary>A generation stands still until a person has looked at it.</summary>
    /// <param name="projection">The projection.</param>
    /// <param name="generation">The generation.</param>
    /// <param name="reason">Why.</param>
    void Faulted(string projection, long generation, string reason);

    /// <summary>A store or the feed could not be used; the work goes on by itself after a pause.</summary>
    /// <param name="projection">The projection.</param>
    /// <param name="error">What happened.</param>
    void Interrupted(string projection, Exception error);

    /// <summary>A generation took the place of the live one.</summary>
    /// <param name="projection">The projection.</param>
    /// <param name="generation">The generation that is read now.</param>
    void Swapped(string projection, long generation);

    /// <summary>A read model that does not fit the log was thrown away, and is made anew from the first event.</summary>
    /// <param name="projection">The projection.</param>
    /// <param name="generation">The generation that is made.</param>
    /// <param name="reason">Why.</param>
    void BegunAnew(string projection, long generation, string reason);

    /// <summary>A building is complete and does not take the place of the live one by itself, because it lacks events that the live one has.</summary>
    /// <param name="projection">The projection.</param>
    /// <param name="generation">The generation.</param>
    /// <param name="events">How many events it lacks.</param>
    void LacksEvents(string projection, long generation, long events);

    /// <summary>Events had their effect, or were passed by.</summary>
    /// <param name="projection">The projection.</param>
    /// <param name="applied">How many had an effect.</param>
    /// <param name="documents">How many documents were written.</param>
    void Committed(string projection, int applied, int documents);
}
