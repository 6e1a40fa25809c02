using System.Text.Json.Serialization;

namespace FlexCore.Cli.Contracts;

/// <summary>Writes the report of <c>flexcore event contracts</c>. Generated at build time, so that a start costs no reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ContractsReport))]
internal sealed partial class ContractsJson : JsonSerializerContext;
