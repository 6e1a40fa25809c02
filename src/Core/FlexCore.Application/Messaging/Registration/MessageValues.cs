using System.Text.Json;

namespace FlexCore.Application.Messaging.Registration;

/// <summary>What JSON values are called, and which of them a field takes. Pure.</summary>
internal static class MessageValues
{
    // Null is left to the shape, which knows whether the member may be null.
    public static bool Fits(MessageField field, JsonValueKind kind) => (field.Type, kind) switch
    {
        ("any", _) or (_, JsonValueKind.Null) => true,
        ("string", JsonValueKind.String) or ("number", JsonValueKind.Number) or ("array", JsonValueKind.Array) or ("object", JsonValueKind.Object) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,

        // A converter of the shape may write any class or enumeration in a form of its own.
        ("object" or "string", _) => true,
        _ => false,
    };

    public static string Named(MessageField field) => field.Type switch
    {
        "array" => "an array",
        "object" => "an object",
        "any" => "a value",
        "boolean" => "true or false",
        var other => $"a {other}",
    };

    public static string Named(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a boolean",
    };
}
