using FlexCore.Application.EventStreams;

namespace FlexCore.Application.EventIndex;

/// <summary>A part of what was found.</summary>
/// <param name="Events">The events in the order of time that was asked for; time is when this store recorded them.</param>
/// <param name="Next">Where to go on, or <see langword="null"/> at the end.</param>
public sealed record EventSearchPart(IReadOnlyList<RecordedEvent> Events, string? Next);
