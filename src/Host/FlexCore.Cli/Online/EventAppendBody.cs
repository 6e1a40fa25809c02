using System.Globalization;
using System.Text.Json;
using FlexCore.Cli.ExitCodes;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online;

/// <summary>Makes the body of an append from what was typed.</summary>
internal static class EventAppendBody
{
    /// <summary>Checks that a text is a JSON object.</summary>
    /// <param name="option">Where it comes from, for messages.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="CliException">It is no object.</exception>
    public static string Object(string option, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? text
                : throw new CliException(ExitCode.Usage, $"{option} is {document.RootElement.ValueKind.ToString().ToLowerInvariant()}, not a JSON object. Send an object, for example '{{\"total\":1}}'.");
        }
        catch (JsonException error)
        {
            throw new CliException(ExitCode.Usage, $"{option} is not JSON: {error.Message} Quote it for the shell, or use --data-file.", error);
        }
    }

    /// <summary>Reads a file that holds the event's data.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CliException">It cannot be read.</exception>
    public static async Task<string> ReadAsync(string path)
    {
        try
        {
            return await File.ReadAllTextAsync(path).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.InputUnavailable, $"The file '{path}' of --data-file cannot be read: {error.Message}", error);
        }
    }

    /// <summary>The expected version as the node takes it.</summary>
    /// <param name="text">A number, <c>none</c> or <c>any</c>.</param>
    /// <exception cref="CliException">It is something else.</exception>
    public static string ExpectedVersion(string text) => text is "none" or "any" ? $"\"{text}\""
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version.ToString(CultureInfo.InvariantCulture)
        : throw new CliException(ExitCode.Usage, $"--expect is '{text}'. Give a version from 0, none or any.");

    /// <summary>The values that are about a person.</summary>
    /// <param name="entries">Each as <c>SUBJECT=POINTER</c>.</param>
    /// <returns>The person and the pointers; <see langword="null"/> without an entry.</returns>
    /// <exception cref="CliException">An entry is something else, or they are of several persons.</exception>
    public static PersonalValues? Personal(IReadOnlyList<string> entries)
    {
        PersonalValues? values = null;
        foreach (var entry in entries)
        {
            if (entry.IndexOf('=', StringComparison.Ordinal) is not (> 0 and var at) || at + 1 >= entry.Length || entry[at + 1] != '/')
            {
                throw new CliException(ExitCode.Usage, $"--personal is '{entry}'. Give the person and a JSON pointer to the value in the data, as c-1=/email.");
            }

            var subject = entry[..at];
            if (values is not null && values.Subject != subject)
            {
                throw new CliException(ExitCode.Usage, $"--personal names '{values.Subject}' and '{subject}'. The values of one event can be about one person; append an event for each.");
            }

            values = new PersonalValues(subject, [.. values?.Members ?? [], entry[(at + 1)..]]);
        }

        return values;
    }

    /// <summary>The body.</summary>
    /// <param name="type">The event's type, and the version of its data.</param>
    /// <param name="data">The event, a JSON object.</param>
    /// <param name="metadata">Its metadata, or null.</param>
    /// <param name="tags">Its tags.</param>
    /// <param name="personal">Which of its values are about a person, or null.</param>
    /// <param name="expectedVersion">The expected version as JSON.</param>
    public static ReadOnlyMemory<byte> Write((string Name, int Version) type, string data, string? metadata, IReadOnlyList<string> tags, PersonalValues? personal, string expectedVersion)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WritePropertyName("expectedVersion");
            json.WriteRawValue(expectedVersion);
            json.WriteStartArray("events");
            json.WriteStartObject();
            json.WriteString("type", type.Name);
            json.WriteNumber("schemaVersion", type.Version);
            json.WritePropertyName("data");
            json.WriteRawValue(data);
            if (metadata is not null)
            {
                json.WritePropertyName("metadata");
                json.WriteRawValue(metadata);
            }

            json.WriteStartArray("tags");
            foreach (var tag in tags)
            {
                json.WriteStringValue(tag);
            }

            json.WriteEndArray();
            if (personal is not null)
            {
                json.WriteStartObject("personal");
                json.WriteString("subject", personal.Subject);
                json.WriteStartArray("members");
                foreach (var member in personal.Members)
                {
                    json.WriteStringValue(member);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
