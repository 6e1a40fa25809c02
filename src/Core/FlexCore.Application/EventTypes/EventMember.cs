using System.Text.Json;

namespace FlexCore.Application.EventTypes;

/// <summary>A member that the data of a declared event has. Members that are not declared are allowed, too.</summary>
/// <param name="Name">The member's name, at the outermost level of the data.</param>
/// <param name="Kind">What its value is.</param>
/// <param name="IsRequired">Whether it must be there; one that need not may also be <c>null</c>.</param>
public sealed record EventMember(string Name, EventMemberKind Kind, bool IsRequired = true)
{
    /// <summary>As a declaration and a contract say it: <c>number</c>, or <c>number?</c> for one that need not be there.</summary>
    internal string KindText => Kind.ToString().ToLowerInvariant() + (IsRequired ? "" : "?");

    /// <summary>Why data does not fit, as the end of a sentence that begins with the data; null when it fits.</summary>
    internal string? MisfitOf(JsonElement data)
    {
        if (!data.TryGetProperty(Name, out var value))
        {
            return IsRequired ? $"has no member '{Name}' ({KindText})" : null;
        }

        var fits = Kind switch
        {
            EventMemberKind.Any => true,
            _ when value.ValueKind == JsonValueKind.Null => !IsRequired,
            EventMemberKind.Text => value.ValueKind == JsonValueKind.String,
            EventMemberKind.Number => value.ValueKind == JsonValueKind.Number,
            EventMemberKind.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            EventMemberKind.Object => value.ValueKind == JsonValueKind.Object,
            EventMemberKind.List => value.ValueKind == JsonValueKind.Array,
            _ => false,
        };
        return fits ? null : $"has {WordFor(value.ValueKind)} as member '{Name}', which is declared as {KindText}";
    }

    // The value itself is not shown: it may be personal, and messages go into logs.
    private static string WordFor(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        _ => "null",
    };
}
