using System.Text.Json.Serialization;
using FlexCore.Api.Cluster;

namespace FlexCore.Api.V1;

/// <summary>The shape of the answer about singletons. Members are camelCase; what is null is left out.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SingletonPage))]
internal sealed partial class SingletonApiJson : JsonSerializerContext;
