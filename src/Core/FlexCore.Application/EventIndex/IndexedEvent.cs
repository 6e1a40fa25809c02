using FlexCore.Application.Journal;

namespace FlexCore.Application.EventIndex;

/// <summary>An event that the index found.</summary>
/// <param name="Place">Where it stands in the order of time.</param>
/// <param name="Stored">The event.</param>
public readonly record struct IndexedEvent(EventPlace Place, StoredEvent Stored);
