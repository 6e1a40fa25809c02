using System.Text.Json;

namespace FlexCore.Api.Bodies;

/// <summary>The checked members of a body. A member that is null counts as absent.</summary>
/// <param name="values">The members by name.</param>
internal sealed class BodyValues(IReadOnlyDictionary<string, JsonElement> values)
{
    /// <summary>A member as it came, or <see langword="null"/>.</summary>
    /// <param name="name">Its name.</param>
    public JsonElement? Find(string name) => values.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A string, or <see langword="null"/>; an object as its JSON text.</summary>
    /// <param name="name">Its name.</param>
    public string? Text(string name) => Find(name) is { } value ? TextOf(value) : null;

    /// <summary>A boolean.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="default">Its value when absent.</param>
    public bool Flag(string name, bool @default) => Find(name)?.GetBoolean() ?? @default;

    /// <summary>A whole number.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="default">Its value when absent.</param>
    public int Number(string name, int @default) => Find(name)?.GetInt32() ?? @default;

    /// <summary>The values of an object as text.</summary>
    /// <param name="name">Its name.</param>
    public IReadOnlyDictionary<string, string> Map(string name)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Find(name) is { } value)
        {
            foreach (var member in value.EnumerateObject())
            {
                map[member.Name] = TextOf(member.Value);
            }
        }

        return map;
    }

    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : value.GetRawText();
}
