using FlexCore.Application.Feed;

namespace FlexCore.Application.Projections.Store;

/// <summary>One building of a projection: its documents and how far they have come.</summary>
/// <param name="Id">Its number in the store, never given twice.</param>
/// <param name="Projection">The projection.</param>
/// <param name="Fingerprint">What made it; see <see cref="ProjectionDescription.Fingerprint"/>.</param>
/// <param name="CreatedAt">When it was begun.</param>
public sealed record GenerationRow(long Id, string Projection, string Fingerprint, DateTimeOffset CreatedAt)
{
    /// <summary>Only events up to this instant are in it; <see langword="null"/> for all.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Where it ends; <see langword="null"/> when it goes on for ever.</summary>
    public FeedCursor? Bound { get; init; }

    /// <summary>Whether it takes the place of the live one as soon as it has caught up.</summary>
    public bool SwapsItself { get; init; }

    /// <summary>Why it stands still; <see langword="null"/> when it works.</summary>
    public string? Fault { get; init; }
}
