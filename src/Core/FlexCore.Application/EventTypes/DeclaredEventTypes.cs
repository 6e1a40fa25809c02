using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using FlexCore.Application.EventStreams;
using FlexCore.Application.Privacy.Sealing;
using FlexCore.Domain;
using FlexCore.Domain.EventStreams;

namespace FlexCore.Application.EventTypes;

/// <summary>The declared types of users' events: what may be appended, and how what was appended is read. Immutable and thread-safe.</summary>
/// <remarks>
/// An event of an older version is read as the newest one: all steps in between, or none. What cannot be taken on, and what is of a version that is newer than any declared, stays as it is stored and
/// says why; nothing is hidden, and nothing passes for what it is not.
/// </remarks>
public sealed class DeclaredEventTypes
{
    private const int DigestDigits = 16;
    private readonly FrozenDictionary<string, EventType> _byName;

    private DeclaredEventTypes(IEnumerable<EventType> types)
    {
        All = [.. types.OrderBy(static type => type.Name, StringComparer.Ordinal)];
        _byName = All.ToFrozenDictionary(static type => type.Name, StringComparer.Ordinal);
        Digest = All.Count == 0 ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(EventContracts.Write(this))))[..DigestDigits];
    }

    /// <summary>No types: everything is read as it is stored.</summary>
    public static DeclaredEventTypes None { get; } = new([]);

    /// <summary>The types by name.</summary>
    public IReadOnlyList<EventType> All { get; }

    /// <summary>Names what the declarations say, as far as a contract can: 16 hexadecimal digits, empty without types.</summary>
    public string Digest { get; }

    /// <summary>Checks types and puts them together.</summary>
    /// <param name="types">The types.</param>
    /// <exception cref="ArgumentException">A type has a mistake or is declared twice; the message says which and what to do.</exception>
    public static DeclaredEventTypes Create(IEnumerable<EventType> types)
    {
        var list = types.ToList();
        if (list.SelectMany(EventTypeRules.Check).FirstOrDefault() is { } mistake)
        {
            throw new ArgumentException($"{mistake.Message} {mistake.Remedy}", nameof(types));
        }

        return list.GroupBy(static type => type.Name, StringComparer.Ordinal).FirstOrDefault(static group => group.Count() > 1) is { } twice
            ? throw new ArgumentException($"The event type '{twice.Key}' is declared twice. Declare it once, with all its versions.", nameof(types))
            : new DeclaredEventTypes(list);
    }

    /// <summary>The type of a name, or <see langword="null"/>.</summary>
    /// <param name="name">The name.</param>
    public EventType? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Whether events may be appended.</summary>
    /// <param name="events">The events. Imported ones are taken as they are: another store has recorded them.</param>
    /// <param name="policy">Whether a type must be declared.</param>
    /// <returns>Why the append is refused, or <see langword="null"/>.</returns>
    public Refusal? Check(ValueList<StreamEvent> events, EventTypePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(events);
        for (var i = 0; i < events.Count; i++)
        {
            if (events[i].Origin is null && Check(events[i], i + 1, policy) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    /// <summary>Reads an event as the newest version of its type.</summary>
    /// <param name="recorded">The event as it is stored.</param>
    /// <returns>The event; with <see cref="RecordedEvent.UpcastFault"/> where it stays as it is stored.</returns>
    public RecordedEvent Read(RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        if (recorded.User is not { } user || !IsOld(user.Type, user.SchemaVersion))
        {
            return recorded;
        }

        var outcome = Upcast(user.Type, user.SchemaVersion, user.Data);
        return recorded.Upcast(user with { SchemaVersion = outcome.Version, Data = outcome.Data }, outcome.Fault);
    }

    /// <summary>Takes data to the newest version of its type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="version">The version of the data.</param>
    /// <param name="data">The data as JSON; sealed values in it stay sealed, and say where they stood.</param>
    public UpcastOutcome Upcast(string type, int version, string data)
    {
        if (Find(type) is not { } known || version == known.Newest)
        {
            return new UpcastOutcome(version, data, null);
        }

        if (version > known.Newest)
        {
            return new UpcastOutcome(version, data, $"version {version} of '{type}' is newer than {known.Newest}, the newest one that this node knows");
        }

        var outcome = UpcastChain.Run(known, version, known.Newest, SealedPlaces.Note(data));
        return outcome.Fault is null ? outcome : outcome with { Data = data };
    }

    private bool IsOld(string type, int version) => _byName.Count > 0 && Find(type) is { } known && version != known.Newest;

    private Refusal? Check(StreamEvent candidate, int number, EventTypePolicy policy)
    {
        if (Find(candidate.Type) is not { } type)
        {
            return policy == EventTypePolicy.DeclaredOnly ? EventTypeRefusals.UnknownType(number, candidate.Type) : null;
        }

        if (candidate.SchemaVersion > type.Newest)
        {
            return EventTypeRefusals.UnknownVersion(number, candidate, type.Newest);
        }

        return candidate.SchemaVersion >= 1 && EventText.MisfitOf(type.Versions[candidate.SchemaVersion - 1].Members, candidate.Data) is { } misfit
            ? EventTypeRefusals.Misfit(number, candidate, misfit)
            : null;
    }
}
