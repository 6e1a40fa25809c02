using System.Text.Json;

namespace FlexCore.Application.EventStreams;

/// <summary>The one JSON form of recorded events: answers, event streams and exported lines all have it. Pure.</summary>
public static class RecordedEventJson
{
    /// <summary>Writes an event as an object on one line.</summary>
    /// <param name="json">Where to; its encoder decides what is escaped beside content, which is written as it was appended.</param>
    /// <param name="recorded">The event.</param>
    /// <param name="withImport">Whether to say when and by whom an imported event was imported; not in an export, which would then differ from the original's.</param>
    public static void Write(Utf8JsonWriter json, RecordedEvent recorded, bool withImport = true)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(recorded);
        var stored = recorded.Stored;
        json.WriteStartObject();
        json.WriteString("id", recorded.Id);
        json.WriteString("kind", stored.Stream.Kind);
        json.WriteString("key", stored.Stream.Key);
        json.WriteNumber("version", stored.Version);
        json.WriteString("type", stored.Type);
        WriteVersion(json, recorded);
        json.WriteString("at", recorded.At);
        json.WriteString("principal", recorded.Principal);
        json.WriteString("correlationId", recorded.CorrelationId);
        json.WriteString("causationId", recorded.CausationId);
        WriteUser(json, recorded);
        json.WritePropertyName(recorded.User is null ? "payload" : "data");
        json.WriteRawValue(recorded.Content, skipInputValidation: recorded.User is not null);
        if (recorded.User?.Metadata is { } metadata)
        {
            json.WritePropertyName("metadata");
            json.WriteRawValue(metadata, skipInputValidation: true);
        }

        if (withImport && recorded.User?.Origin is not null)
        {
            json.WriteString("importedAt", stored.Metadata.Time);
            json.WriteString("importedBy", stored.Metadata.Principal);
        }

        json.WriteEndObject();
    }

    // The version is that of the data beside it.
    private static void WriteVersion(Utf8JsonWriter json, RecordedEvent recorded)
    {
        var version = recorded.User?.SchemaVersion ?? recorded.Stored.SchemaVersion;
        json.WriteNumber("schemaVersion", version);
        if (version != recorded.Stored.SchemaVersion)
        {
            json.WriteNumber("storedVersion", recorded.Stored.SchemaVersion);
        }

        if (recorded.UpcastFault is { } fault)
        {
            json.WriteString("upcastFault", fault);
        }
    }

    private static void WriteUser(Utf8JsonWriter json, RecordedEvent recorded)
    {
        if (recorded.User is not { } user)
        {
            return;
        }

        if (user.AggregateType is { } about)
        {
            json.WriteString("aggregateType", about);
        }

        if (user.Tags.Count > 0)
        {
            json.WriteStartArray("tags");
            foreach (var tag in user.Tags)
            {
                json.WriteStringValue(tag);
            }

            json.WriteEndArray();
        }

        WritePersonal(json, recorded.Personal);
    }

    private static void WritePersonal(Utf8JsonWriter json, IReadOnlyList<PersonalMembers> personal)
    {
        if (personal.Count == 0)
        {
            return;
        }

        json.WriteStartArray("personal");
        foreach (var (subject, members) in personal)
        {
            json.WriteStartObject();
            json.WriteString("subject", subject);
            json.WriteStartArray("members");
            foreach (var member in members)
            {
                json.WriteStringValue(member);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
