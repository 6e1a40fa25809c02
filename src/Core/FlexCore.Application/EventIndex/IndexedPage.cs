namespace FlexCore.Application.EventIndex;

/// <summary>What one look into the index found.</summary>
/// <param name="Events">The events, in the order asked for.</param>
/// <param name="Reached">How far it looked, when it found fewer than were wanted and there is more to look at; <see langword="null"/> when there is nothing behind the last event, or as many were found as were wanted.</param>
public sealed record IndexedPage(IReadOnlyList<IndexedEvent> Events, EventPlace? Reached);
