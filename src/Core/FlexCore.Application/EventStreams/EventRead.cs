using FlexCore.Domain.EventStreams;

namespace FlexCore.Application.EventStreams;

/// <summary>Which part of a stream is wanted.</summary>
/// <param name="Stream">The stream's name, or the key of one of the system's own entities.</param>
public sealed record EventRead(string Stream)
{
    /// <summary>The most events of one read.</summary>
    public const int LimitMax = 1_000;

    /// <summary>The kind of entity whose events are read.</summary>
    /// <value>The default value is <c>event-stream</c>: the streams of users.</value>
    public string Kind { get; init; } = EventStreamDecider.Kind;

    /// <summary>The version of the first event wanted; 0 for the first of all, or the newest when reading backwards.</summary>
    public long From { get; init; }

    /// <summary>Whether to read from newer events to older ones.</summary>
    public bool Backwards { get; init; }

    /// <summary>Whether users' events are wanted as they are stored, and not as the newest version of their types.</summary>
    public bool AsStored { get; init; }

    /// <summary>The most events wanted, 1 to <see cref="LimitMax"/>.</summary>
    /// <value>The default value is 100.</value>
    public int Limit { get; init; } = 100;
}
