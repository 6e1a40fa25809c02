using FlexCore.Domain.EventStreams;

namespace FlexCore.Application.EventTypes;

/// <summary>What a declared type must be: named like an event, without a hole in its versions, and true to its examples. Pure.</summary>
public static class EventTypeRules
{
    /// <summary>Checks a type.</summary>
    /// <param name="type">The type.</param>
    /// <returns>Every mistake, in the order of the versions.</returns>
    public static IReadOnlyList<EventTypeMistake> Check(EventType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (type.Newest is 0 or > EventType.VersionsMax)
        {
            return [new EventTypeMistake(0, "versions", $"The type '{type.Name}' has {type.Newest} versions.", $"Declare 1 to {EventType.VersionsMax}.")];
        }

        // The rule of names is the one of appends: a probe finds what would be refused there.
        var mistakes = EventStreamDecider.Check([new StreamEvent(type.Name, 1, "{}")]) is { } refusal
            ? [new EventTypeMistake(0, "type", refusal.Message, "Name it like the events that are appended, for example OrderPlaced.")]
            : new List<EventTypeMistake>();
        for (var version = 1; version <= type.Newest; version++)
        {
            mistakes.AddRange(CheckVersion(type, version));
        }

        return mistakes.Count == 0 ? [.. Enumerable.Range(1, type.Newest).SelectMany(version => CheckExample(type, version))] : mistakes;
    }

    private static IEnumerable<EventTypeMistake> CheckVersion(EventType type, int number)
    {
        var (version, isNewest) = (type.Versions[number - 1], number == type.Newest);
        if (!isNewest && version.Next is null)
        {
            yield return new EventTypeMistake(number, "next", $"Version {number} of '{type.Name}' has no step to version {number + 1}.", "Say how its data becomes the next version's, or the events that are stored in it cannot be read as that.");
        }

        if (isNewest && version.Next is not null)
        {
            yield return new EventTypeMistake(number, "next", $"Version {number} of '{type.Name}' has a step to version {number + 1}, which is not declared.", $"Declare version {number + 1}, or take the step away.");
        }

        if (version.Members.Count > EventType.MembersMax)
        {
            yield return new EventTypeMistake(number, "members", $"Version {number} of '{type.Name}' has {version.Members.Count} members.", $"Declare at most {EventType.MembersMax}.");
        }

        if (version.Members.GroupBy(static member => member.Name, StringComparer.Ordinal).FirstOrDefault(static group => group.Key.Length == 0 || group.Count() > 1) is { } wrong)
        {
            yield return new EventTypeMistake(number, "members", $"Version {number} of '{type.Name}' has the member '{wrong.Key}' {(wrong.Key.Length == 0 ? "without a name" : "twice")}.", "Declare each member once, by its name.");
        }

        if (version.Becomes is not null && (isNewest || version.Example is null))
        {
            yield return new EventTypeMistake(number, "becomes", $"Version {number} of '{type.Name}' says what its example becomes, but has no {(isNewest ? "next version" : "example")}.", isNewest ? "Take it away." : "Add the example.");
        }

        if (version.Example is not null && version.Becomes is null && !isNewest)
        {
            yield return new EventTypeMistake(number, "example", $"Version {number} of '{type.Name}' does not say what its example becomes in version {number + 1}.", "Add becomes with the data as you expect it: that is what the step is checked by.");
        }
    }

    private static IEnumerable<EventTypeMistake> CheckExample(EventType type, int number)
    {
        var version = type.Versions[number - 1];
        if (version.Example is not { } example)
        {
            yield break;
        }

        if (EventText.MisfitOf(version.Members, example) is { } misfit)
        {
            yield return new EventTypeMistake(number, "example", $"The example of version {number} of '{type.Name}' {misfit}.", "Correct the example, or the members.");
            yield break;
        }

        if (version.Becomes is not { } expected)
        {
            yield break;
        }

        if (EventText.MisfitOf(type.Versions[number].Members, expected) is { } wrong)
        {
            yield return new EventTypeMistake(number, "becomes", $"What the example of version {number} of '{type.Name}' becomes {wrong}.", $"Correct it, or the members of version {number + 1}.");
            yield break;
        }

        var next = UpcastChain.Run(type, number, number + 1, example);
        if (next.Fault is not null || !EventText.AreEqual(next.Data, expected))
        {
            yield return new EventTypeMistake(
                number, "becomes", next.Fault is { } reason ? $"The example cannot be taken on: {reason}." : $"The example of version {number} of '{type.Name}' becomes {next.Data}, not {expected}.", "Correct the step, or what is expected of it.");
            yield break;
        }

        var newest = UpcastChain.Run(type, number, type.Newest, example);
        if ((newest.Fault ?? (EventText.MisfitOf(type.Versions[^1].Members, newest.Data) is { } end ? $"as version {type.Newest} it {end}: {newest.Data}" : null)) is { } broken)
        {
            yield return new EventTypeMistake(number, "example", $"The example of version {number} of '{type.Name}' does not arrive: {broken}.", "Correct the steps in between.");
        }
    }
}
