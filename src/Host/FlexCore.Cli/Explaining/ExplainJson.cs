using System.Text.Json;
using System.Text.Json.Serialization;
using FlexCore.Streams.Explaining;

namespace FlexCore.Cli.Explaining;

/// <summary>JSON of <c>flexcore explain</c>, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(GuaranteeConverter)])]
[JsonSerializable(typeof(GraphExplanation))]
internal sealed partial class ExplainJson : JsonSerializerContext;

/// <summary>Writes delivery guarantees in kebab case: <c>exactly-once</c>.</summary>
internal sealed class GuaranteeConverter() : JsonStringEnumConverter<DeliveryGuarantee>(JsonNamingPolicy.KebabCaseLower);
