using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using FlexCore.Application.Nodes;
using FlexCore.Domain;

namespace FlexCore.Application.Messaging.Registration;

/// <summary>Reads a message from JSON, and says of a mistake which member is wrong and what would be right. Thread-safe.</summary>
internal sealed class MessageReader<TMessage>
    where TMessage : class
{
    private readonly string _name;
    private readonly JsonTypeInfo<TMessage> _shape;
    private readonly IReadOnlyList<MessageField> _fields;

    public MessageReader(string name, JsonTypeInfo<TMessage> shape)
    {
        _name = name;
        _fields = MessageFields.Of(shape);

        // Strict whatever the context says: an unknown or missing member below the first level is a mistake too.
        _shape = (JsonTypeInfo<TMessage>)new JsonSerializerOptions(shape.Options)
        {
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            AllowDuplicateProperties = false,
        }.GetTypeInfo(typeof(TMessage));
    }

    public byte[] Write(TMessage message) => JsonSerializer.SerializeToUtf8Bytes(message, _shape);

    public (TMessage? Message, MessageOutcome? Refused) Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8.IsEmpty ? "{}"u8.ToArray() : utf8);
            return CheckMembers(document.RootElement) is { } refused ? (null, refused) : Bind(document.RootElement);
        }
        catch (JsonException error)
        {
            return (null, MessageOutcome.Refuse(new Refusal(
                MessagingRefusals.MalformedJson, $"The body of '{_name}' is no JSON: {error.Message.TrimEnd('.')}. Send an object with {Names()}.")));
        }
    }

    private (TMessage? Message, MessageOutcome? Refused) Bind(JsonElement root)
    {
        try
        {
            return root.Deserialize(_shape) is { } message ? (message, null) : (null, Bad("", $"'{_name}' was read as nothing. Send an object with {Names()}."));
        }
        catch (JsonException error)
        {
            var path = (error.Path ?? "$").TrimStart('$', '.');
            return (null, Bad(path, $"The field '{NodeRefusals.Shown(path)}' of '{_name}' cannot be read{Found(root, path)}. Send {Expected(path)}."));
        }
    }

    private MessageOutcome? CheckMembers(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return Bad("", $"The body of '{_name}' is {MessageValues.Named(root.ValueKind)}. Send an object with {Names()}.");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in root.EnumerateObject())
        {
            if (_fields.FirstOrDefault(field => field.Name == member.Name) is not { } field)
            {
                var near = NearestName.Of(member.Name, _fields.Select(field => field.Name)) is { } name ? $"Did you mean '{name}'?" : $"Use {Names()}.";
                return MessageOutcome.Refuse(
                    new Refusal(MessagingRefusals.UnknownField, $"'{_name}' has no field '{NodeRefusals.Shown(member.Name)}'. {near}"), NodeRefusals.Shown(member.Name));
            }

            if (!seen.Add(field.Name))
            {
                return Bad(field.Name, $"The field '{field.Name}' of '{_name}' comes twice. Send it once.");
            }

            if (!MessageValues.Fits(field, member.Value.ValueKind))
            {
                return Bad(field.Name, $"The field '{field.Name}' of '{_name}' is {MessageValues.Named(member.Value.ValueKind)}. Send {MessageValues.Named(field)}.");
            }
        }

        return _fields.FirstOrDefault(field => field.IsRequired && !seen.Contains(field.Name)) is { } missing
            ? Bad(missing.Name, $"The field '{missing.Name}' of '{_name}' is missing. Send {MessageValues.Named(missing)}.")
            : null;
    }

    private string Expected(string path) => _fields.FirstOrDefault(field => field.Name == path) is { } field ? MessageValues.Named(field) : "what the command's description says";

    // The reader's own message names classes of the program, which say nothing to who sends JSON.
    private static string Found(JsonElement root, string path) =>
        root.TryGetProperty(path, out var value) ? $": it is {NodeRefusals.Shown(value.GetRawText())}" : "";

    private string Names() => _fields.Count == 0 ? "no field" : string.Join(", ", _fields.Select(field => field.Name));

    private static MessageOutcome Bad(string field, string message) => MessageOutcome.Refuse(new Refusal(MessagingRefusals.BadField, message), NodeRefusals.Shown(field));
}
