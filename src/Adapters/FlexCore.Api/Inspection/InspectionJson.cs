using System.Text.Json.Serialization;

namespace FlexCore.Api.Inspection;

/// <summary>The shapes of what the nodes tell of themselves, to clients and to each other. Members are camelCase; what is null is left out.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ActorList))]
[JsonSerializable(typeof(ActorTree))]
[JsonSerializable(typeof(ActorDetail))]
[JsonSerializable(typeof(LogLine))]
[JsonSerializable(typeof(LogLevels))]
internal sealed partial class InspectionJson : JsonSerializerContext;
