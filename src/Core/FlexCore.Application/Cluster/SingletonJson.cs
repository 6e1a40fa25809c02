using System.Text.Json.Serialization;

namespace FlexCore.Application.Cluster;

/// <summary>What nodes tell each other about singletons, generated at build time. Members that this version does not know are passed over.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<SingletonFacts>))]
internal sealed partial class SingletonJson : JsonSerializerContext;
