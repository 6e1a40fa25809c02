using FlexCore.Application.Feed;

namespace FlexCore.Application.EventIndex;

/// <summary>What a tenant has, and up to where that was counted.</summary>
/// <param name="Mark">The cursor up to which the index was filled when it was counted.</param>
/// <param name="Types">How many events of each type there are up to the mark.</param>
public sealed record EventCounts(FeedCursor Mark, IReadOnlyList<EventCount> Types);
