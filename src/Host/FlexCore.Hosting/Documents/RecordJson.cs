using System.Text.Json.Serialization;

namespace FlexCore.Hosting.Documents;

/// <summary>JSON of <see cref="DefinitionRecord"/>, generated at build time.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class RecordJson : JsonSerializerContext;
