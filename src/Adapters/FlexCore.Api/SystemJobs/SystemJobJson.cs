using System.Text.Json.Serialization;

namespace FlexCore.Api.SystemJobs;

/// <summary>The shapes of answers about system jobs. Members are camelCase; what is null is left out.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SystemJobList))]
internal sealed partial class SystemJobJson : JsonSerializerContext;
