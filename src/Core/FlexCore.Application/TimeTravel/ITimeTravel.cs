using FlexCore.Application.Events;
using FlexCore.Application.Journal;
using FlexCore.Application.Nodes;
using FlexCore.Domain;

namespace FlexCore.Application.TimeTravel;

/// <summary>What entities were like: at a version, at an instant, and what changed between two points.</summary>
/// <remarks>
/// The state of one of the system's own entities is what its decider makes of its events; that of a user's stream is the data of its events merged,
/// each as the newest version of its type. The answer is always that of a fold over all events up to the point; kept states only make it fast. Thread-safe.
/// </remarks>
public interface ITimeTravel
{
    /// <summary>The state at a point.</summary>
    /// <param name="security">Who asks.</param>
    /// <param name="kind">The kind of entity; <c>event-stream</c> for users' streams.</param>
    /// <param name="key">The entity's key, or the stream's name.</param>
    /// <param name="point">The point.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <returns>The state; or a refusal: <c>unknown-kind</c>, <c>stream-not-found</c>, <c>version-not-found</c>, or what access says.</returns>
    /// <exception cref="CorruptEventException">A stored event is damaged.</exception>
    /// <exception cref="UnknownEventException">A stored event cannot be read by this program.</exception>
    ValueTask<NodeReply<TravelState>> StateAsync(SecurityContext security, string kind, string key, TravelPoint point, CancellationToken cancellationToken = default);

    /// <summary>Keeps the state at a point, so that reads of later points begin there.</summary>
    /// <param name="security">Who asks.</param>
    /// <param name="kind">The kind of entity.</param>
    /// <param name="key">The entity's key.</param>
    /// <param name="point">The point; its end for the newest state.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The kept state, and how many events were applied for it.</returns>
    ValueTask<NodeReply<TravelState>> SnapshotAsync(SecurityContext security, string kind, string key, TravelPoint point, CancellationToken cancellationToken = default);

    /// <summary>The kept states of a stream, the newest version first; at most 1,000.</summary>
    /// <param name="security">Who asks.</param>
    /// <param name="kind">The kind of entity.</param>
    /// <param name="key">The entity's key.</param>
    /// <param name="limit">The most wanted.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    ValueTask<NodeReply<IReadOnlyList<StateSnapshot>>> ListAsync(SecurityContext security, string kind, string key, int limit, CancellationToken cancellationToken = default);
}
