using FlexCore.Application.EventStreams;

namespace FlexCore.Application.EventIndex;

/// <summary>A part of what was found.</summary>
/// <param name="Events">The events in the order of time that was asked for; time is when this store recorded them.</param>
/// <param name="Next">Where to go on, or <see langword="null"/> at the end.</param>
public sealed record EventSearchPart(IReadOnlyList<RecordedEvent> Events, string? Next)
{
    /// <summary>How many events were found whose content retention has taken away; they are not among <see cref="Events"/>. An index that was filled after that knows nothing of them.</summary>
    public int Scavenged { get; init; }

    /// <summary>How many events of the tenant the index did not have; they were read from the feed, so the answer is complete all the same.</summary>
    public int Unindexed { get; init; }
}
