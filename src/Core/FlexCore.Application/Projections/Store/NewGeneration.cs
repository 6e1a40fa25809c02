using FlexCore.Application.Feed;

namespace FlexCore.Application.Projections.Store;

/// <summary>A generation to begin. The first of a projection is its live one.</summary>
/// <param name="Projection">The projection; made when there is none.</param>
/// <param name="Fingerprint">What makes it.</param>
/// <param name="CreatedAt">Now.</param>
public sealed record NewGeneration(string Projection, string Fingerprint, DateTimeOffset CreatedAt)
{
    /// <summary>The document of a declarative projection, which replaces the stored one; <see langword="null"/> leaves it.</summary>
    public string? Definition { get; init; }

    /// <summary>Only events up to this instant.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Where it ends.</summary>
    public FeedCursor? Bound { get; init; }

    /// <summary>Whether it is read at once, and the generations before it are forgotten: a reset.</summary>
    public bool IsLiveAtOnce { get; init; }

    /// <summary>Whether nothing is begun when the projection has an unbounded generation of the same fingerprint: that one is returned then, whoever began it.</summary>
    public bool IfMissing { get; init; }

    /// <summary>Whether it takes the place of the live one as soon as it has caught up. Other generations that would are forgotten.</summary>
    public bool SwapsItself { get; init; }
}
