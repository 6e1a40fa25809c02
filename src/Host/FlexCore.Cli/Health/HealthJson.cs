using System.Text.Json.Serialization;

namespace FlexCore.Cli.Health;

/// <summary>JSON of <c>flexcore doctor</c>, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(CheckStatusConverter)])]
[JsonSerializable(typeof(HealthReport))]
internal sealed partial class HealthJson : JsonSerializerContext;
