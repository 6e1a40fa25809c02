using System.Text.Json.Serialization;

namespace FlexCore.Conformance.Entities;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Entered))]
[JsonSerializable(typeof(Contradicted))]
[JsonSerializable(typeof(LedgerState))]
[JsonSerializable(typeof(LedgerCommandCodec.EnterBody))]
[JsonSerializable(typeof(LedgerCommandCodec.EnterAllBody))]
[JsonSerializable(typeof(LedgerCommandCodec.EmptyBody))]
internal sealed partial class LedgerJson : JsonSerializerContext;
