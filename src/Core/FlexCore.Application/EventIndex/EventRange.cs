namespace FlexCore.Application.EventIndex;

/// <summary>Which part of a term's events is wanted.</summary>
/// <param name="Term">The term.</param>
/// <param name="After">Only those behind this place; <see langword="null"/> from the beginning, or from the newest one backwards.</param>
/// <param name="Limit">The most wanted.</param>
public sealed record EventRange(EventTerm Term, EventPlace? After, int Limit)
{
    /// <summary>Further terms: only events that have them all.</summary>
    public IReadOnlyList<EventTerm> Also { get; init; } = [];

    /// <summary>Whether the order is from newer to older ones; behind a place then means older.</summary>
    public bool NewestFirst { get; init; }
}
