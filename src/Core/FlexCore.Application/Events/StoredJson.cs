using System.Text.Encodings.Web;
using System.Text.Json;

namespace FlexCore.Application.Events;

/// <summary>What all stored JSON has in common beyond the attributes of its context.</summary>
internal static class StoredJson
{
    /// <summary>Options for a second instance of a context, which writes quotes and letters as they are.</summary>
    /// <remarks>
    /// The default encoder escapes for HTML pages, which stored payloads never are; a definition inside a payload would be six times as
    /// long at every quote.
    /// </remarks>
    public static JsonSerializerOptions From(JsonSerializerOptions generated) =>
        new(generated) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
