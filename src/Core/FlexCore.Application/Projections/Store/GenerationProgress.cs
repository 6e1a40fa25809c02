using FlexCore.Application.Feed;

namespace FlexCore.Application.Projections.Store;

/// <summary>How far a generation has come.</summary>
/// <param name="Position">Every event up to here has its effect, or is parked.</param>
/// <param name="Applied">How many events have had an effect.</param>
/// <param name="Parked">How many are parked.</param>
public sealed record GenerationProgress(FeedCursor Position, long Applied, long Parked)
{
    /// <summary>How many events retention had taken away before the generation read them: their effect is missing.</summary>
    public long Scavenged { get; init; }
}
