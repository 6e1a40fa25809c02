using FlexCore.Domain;

namespace FlexCore.Application.EventStreams;

/// <summary>A part of the feed.</summary>
/// <param name="Refusal">Why nothing was read, or <see langword="null"/>.</param>
/// <param name="Events">The wanted events; per stream in order.</param>
/// <param name="Cursor">Where to go on; empty when refused.</param>
/// <param name="IsAtEnd">Whether there was nothing more when it was read.</param>
public sealed record FeedSlice(Refusal? Refusal, IReadOnlyList<RecordedEvent> Events, string Cursor, bool IsAtEnd)
{
    /// <summary>How many events of the wanted kind and stream retention has taken away in this part, whatever their types and tags were. They are not among <see cref="Events"/>.</summary>
    public int Scavenged { get; init; }
}
