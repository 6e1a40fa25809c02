namespace FlexCore.Client.Models;

/// <summary>Events to append to a stream, all or none.</summary>
/// <param name="Events">The events in order.</param>
public sealed record EventsToAppend(IReadOnlyList<EventToAppend> Events)
{
    /// <summary>The stream's version as the caller knows it: 0 for a stream that must not exist yet, <see langword="null"/> for any.</summary>
    public long? ExpectedVersion { get; init; }
}
