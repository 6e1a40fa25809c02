using FlexCore.Domain;

namespace FlexCore.Application.EventStreams;

/// <summary>A part of a stream.</summary>
/// <param name="Refusal">Why nothing was read, or <see langword="null"/>.</param>
/// <param name="Events">The events in the order that was asked for; empty when there are none there.</param>
/// <param name="Next">Where the next read goes on, or <see langword="null"/> at the end.</param>
public sealed record EventSlice(Refusal? Refusal, IReadOnlyList<RecordedEvent> Events, long? Next);
