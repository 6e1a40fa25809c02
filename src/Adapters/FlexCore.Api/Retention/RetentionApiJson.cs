using System.Text.Json.Serialization;
using FlexCore.Application.Retention;

namespace FlexCore.Api.Retention;

/// <summary>The shapes of answers about retention. Members are camelCase; what is null is left out.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RetentionView))]
[JsonSerializable(typeof(RetentionList))]
internal sealed partial class RetentionApiJson : JsonSerializerContext;
