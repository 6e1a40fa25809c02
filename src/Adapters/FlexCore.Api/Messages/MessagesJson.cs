using System.Text.Json.Serialization;

namespace FlexCore.Api.Messages;

/// <summary>The shapes of commands and queries over HTTP, as the rest of the modern API writes its own.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MessageList))]
[JsonSerializable(typeof(CommandReceipt))]
[JsonSerializable(typeof(QueryAnswer))]
internal sealed partial class MessagesJson : JsonSerializerContext;
