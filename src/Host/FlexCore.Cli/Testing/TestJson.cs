using System.Text.Json.Serialization;

namespace FlexCore.Cli.Testing;

/// <summary>JSON of <c>flexcore test</c>, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(DifferenceKindConverter)], DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TestReport))]
internal sealed partial class TestJson : JsonSerializerContext;
