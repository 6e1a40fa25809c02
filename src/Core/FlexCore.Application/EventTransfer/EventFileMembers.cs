using System.Text.Json;

namespace FlexCore.Application.EventTransfer;

/// <summary>The members of a line: those that are known, and no others.</summary>
internal readonly struct EventFileMembers
{
    private readonly JsonElement _json;

    /// <summary>Takes an object apart.</summary>
    /// <param name="json">The object.</param>
    /// <param name="known">The members that it may have.</param>
    /// <exception cref="EventLineException">It is no object, or has another member.</exception>
    public EventFileMembers(JsonElement json, ReadOnlySpan<string> known)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new EventLineException("is no JSON object.");
        }

        foreach (var member in json.EnumerateObject())
        {
            if (!known.Contains(member.Name))
            {
                throw new EventLineException($"has the member '{member.Name}', which this version of the format does not know.");
            }
        }

        _json = json;
    }

    /// <summary>A member, or null.</summary>
    /// <param name="name">Its name.</param>
    public JsonElement? Find(string name) => _json.TryGetProperty(name, out var value) ? value : null;

    /// <summary>A member that must be there.</summary>
    /// <param name="name">Its name.</param>
    public JsonElement Required(string name) => Find(name) ?? throw new EventLineException($"has no member '{name}'.");

    /// <summary>A text, or null.</summary>
    /// <param name="name">Its name.</param>
    public string? Text(string name) => Find(name)?.GetString();

    /// <summary>A text that must be there.</summary>
    /// <param name="name">Its name.</param>
    public string RequiredText(string name) => Required(name).GetString() ?? throw new EventLineException($"has null as '{name}'.");
}
