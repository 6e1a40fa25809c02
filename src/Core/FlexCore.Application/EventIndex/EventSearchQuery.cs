using FlexCore.Application.EventStreams;

namespace FlexCore.Application.EventIndex;

/// <summary>Which events are looked for, and in which part of them.</summary>
/// <param name="Filter">What the events must be; at least a type, a tag or a correlation id.</param>
public sealed record EventSearchQuery(EventFilter Filter)
{
    /// <summary>The most events of one answer.</summary>
    public const int LimitMax = 1_000;

    /// <summary>Whether newer events come first.</summary>
    public bool NewestFirst { get; init; }

    /// <summary>Where to go on, as an answer said; <see langword="null"/> for the first part.</summary>
    public string? After { get; init; }

    /// <summary>The most events wanted, 1 to <see cref="LimitMax"/>.</summary>
    /// <value>The default value is 100.</value>
    public int Limit { get; init; } = 100;
}
