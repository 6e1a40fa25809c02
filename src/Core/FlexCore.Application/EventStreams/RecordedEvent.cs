using System.Text;
using FlexCore.Application.Events;
using FlexCore.Application.Journal;
using FlexCore.Domain.EventStreams;

namespace FlexCore.Application.EventStreams;

/// <summary>A committed event as readers see it: of a user's stream or of one of the system's own entities.</summary>
/// <param name="Stored">The event in the journal.</param>
public sealed record RecordedEvent(StoredEvent Stored)
{
    /// <summary>The user's event; <see langword="null"/> for an event of the system's own entities.</summary>
    public StreamEvent? User { get; private init; }

    /// <summary>Which values of a user's event are about which person; empty before sealed values were opened, and where there are none.</summary>
    public IReadOnlyList<PersonalMembers> Personal { get; private init; } = [];

    /// <summary>Why the event is as it is stored although its type has a newer version, or this node knows none of its version; <see langword="null"/> when it is as it should be.</summary>
    public string? UpcastFault { get; private init; }

    /// <summary>The event's id. An imported event keeps the one it had.</summary>
    public Guid Id => User?.Origin?.Id ?? Stored.Id;

    /// <summary>When it was appended. An imported event keeps the time it had.</summary>
    public DateTimeOffset At => User?.Origin?.At ?? Stored.Metadata.Time;

    /// <summary>Who appended it.</summary>
    public string Principal => User?.Origin?.Principal ?? Stored.Metadata.Principal;

    /// <summary>The chain of work.</summary>
    public string CorrelationId => User?.Origin?.CorrelationId ?? Stored.Metadata.CorrelationId;

    /// <summary>The direct cause.</summary>
    public string CausationId => User?.Origin?.CausationId ?? Stored.Metadata.CausationId;

    /// <summary>Reads a stored event.</summary>
    /// <param name="stored">The event.</param>
    /// <exception cref="UnknownEventException">It is a user's event in a shape that this program does not know.</exception>
    public static RecordedEvent Of(StoredEvent stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return stored.Stream.Kind == EventStreamDecider.Kind && !SystemEvents.Contains(stored.Type)
            ? new RecordedEvent(stored) { User = EventStreamCodecs.Events.Decode(stored.Type, stored.SchemaVersion, stored.Payload) }
            : new RecordedEvent(stored);
    }

    /// <summary>The content as JSON text: a user's data, or the stored payload of a system's event.</summary>
    public string Content => User?.Data ?? Encoding.UTF8.GetString(Stored.Payload.Span);

    /// <summary>The same event with its sealed values opened.</summary>
    internal RecordedEvent Opened(StreamEvent user, IReadOnlyList<PersonalMembers> personal) => this with { User = user, Personal = personal };

    /// <summary>The same event as another version of its type, or why it stays what it is.</summary>
    internal RecordedEvent Upcast(StreamEvent user, string? fault) => this with { User = user, UpcastFault = fault };

    /// <inheritdoc/>
    public override string ToString() => $"{Stored.Stream}@{Stored.Version} {Stored.Type}";
}
