namespace FlexCore.Application.EventStreams;

/// <summary>Which events of the feed are wanted. What is <see langword="null"/> is not asked; everything that is asked must hold.</summary>
public sealed record EventFilter
{
    /// <summary>Every event of the tenant.</summary>
    public static EventFilter All { get; } = new();

    /// <summary>Only events of entities of this kind.</summary>
    public string? Kind { get; init; }

    /// <summary>Only events of the stream, or entity, of this name.</summary>
    public string? Stream { get; init; }

    /// <summary>Only events of this type.</summary>
    public string? Type { get; init; }

    /// <summary>Only users' events with this tag.</summary>
    public string? Tag { get; init; }

    /// <summary>Only events of this chain of work.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Whether an event is wanted.</summary>
    /// <param name="recorded">The event.</param>
    public bool Matches(RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        return Holds(Kind, recorded.Stored.Stream.Kind)
            && Holds(Stream, recorded.Stored.Stream.Key)
            && Holds(Type, recorded.Stored.Type)
            && Holds(CorrelationId, recorded.CorrelationId)
            && (Tag is not { } tag || recorded.User?.Tags.Contains(tag, StringComparer.Ordinal) == true);
    }

    /// <summary>Whether an event that retention has taken away may have been wanted: of that, only its stream is known.</summary>
    /// <param name="gone">What is left of the event.</param>
    public bool MayHaveMatched(Journal.StoredEvent gone)
    {
        ArgumentNullException.ThrowIfNull(gone);
        return Holds(Kind, gone.Stream.Kind) && Holds(Stream, gone.Stream.Key);
    }

    private static bool Holds(string? wanted, string actual) => wanted is null || string.Equals(wanted, actual, StringComparison.Ordinal);
}
