using System.Text.Json;

namespace FlexCore.Client.Models;

/// <summary>An event to append.</summary>
/// <param name="Type">What happened, for example <c>OrderPlaced</c>.</param>
/// <param name="Data">The event itself: a JSON object.</param>
public sealed record EventToAppend(string Type, JsonElement Data)
{
    /// <summary>What is known beside it: a JSON object.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>Words by which it is found.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Which members of <see cref="Data"/> are about which person. They are sealed in the log, and can be read until the person is forgotten.</summary>
    public PersonalValues? Personal { get; init; }
}
