namespace FlexCore.Application.Projections;

/// <summary>How a projection is to be built anew.</summary>
public sealed record RebuildRequest
{
    /// <summary>Whether the new generation takes the place of the live one as soon as it has caught up.</summary>
    public bool Swap { get; init; }

    /// <summary>Only events up to this instant: a read model as it was. Such a generation ends where the store ends now, and is never the live one.</summary>
    public DateTimeOffset? Until { get; init; }
}
