namespace FlexCore.Application.EventTypes;

/// <summary>A type of users' events with all its versions. Immutable.</summary>
/// <param name="Name">The type, for example <c>OrderPlaced</c>; as <see cref="Domain.EventStreams.StreamEvent.Type"/>.</param>
/// <param name="Versions">Version 1 and those that follow; all but the last one have a step to the next.</param>
public sealed record EventType(string Name, IReadOnlyList<EventTypeVersion> Versions)
{
    /// <summary>The most versions of a type.</summary>
    public const int VersionsMax = 1_000;

    /// <summary>The most members of a version.</summary>
    public const int MembersMax = 1_000;

    /// <summary>The newest version.</summary>
    public int Newest => Versions.Count;
}
