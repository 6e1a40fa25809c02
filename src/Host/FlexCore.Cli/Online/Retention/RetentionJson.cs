using System.Text.Json.Serialization;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online.Retention;

/// <summary>JSON of the commands about retention, generated at build time. The shapes are those of the API.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RetentionInfo))]
[JsonSerializable(typeof(RetentionPolicies))]
internal sealed partial class RetentionJson : JsonSerializerContext;
