using System.Text.Json.Serialization;

namespace FlexCore.Conformance.Entities;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Entered))]
[JsonSerializable(typeof(Contradicted))]
[JsonSerializable(typeof(LedgerState))]
internal sealed partial class LedgerJson : JsonSerializerContext;
