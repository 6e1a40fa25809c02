using System.Text.Json.Serialization;

namespace FlexCore.Cli.Running;

/// <summary>JSON of texts, generated at build time.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class RecordJson : JsonSerializerContext;
