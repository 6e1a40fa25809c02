using System.Text.Json.Serialization;

namespace FlexCore.Cli.Configuration;

/// <summary>JSON of <c>flexcore config</c>, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EffectiveSetting))]
[JsonSerializable(typeof(IReadOnlyList<EffectiveSetting>))]
internal sealed partial class ConfigJson : JsonSerializerContext;
