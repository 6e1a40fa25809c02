using FlexCore.Application.EventTypes;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.Projections.Store;

namespace FlexCore.Application.Projections.Engine;

/// <summary>What projections work with.</summary>
/// <param name="Feed">Brings the events.</param>
/// <param name="Journal">Has parked events when they are tried again.</param>
/// <param name="Store">Keeps the effects.</param>
/// <param name="Shards">Says which shards are this node's.</param>
/// <param name="Observer">Hears what happens.</param>
/// <param name="Options">The settings.</param>
/// <param name="Clock">The clock.</param>
public sealed record ProjectionServices(
    IEventFeed Feed, IEventJournal Journal, IReadModelStore Store, IShardOwnership Shards, IProjectionObserver Observer, ProjectionOptions Options, TimeProvider Clock)
{
    /// <summary>The declared types of users' events.</summary>
    public DeclaredEventTypes Types { get; init; } = DeclaredEventTypes.None;

    /// <summary>Which store the events are of; <see langword="null"/> where that does not matter.</summary>
    public StoreIdentity? Identity { get; init; }

    /// <summary>The metrics, when the engine measures.</summary>
    internal ProjectionInstruments? Instruments { get; init; }
}
