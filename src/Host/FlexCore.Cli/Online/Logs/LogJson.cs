using System.Text.Json.Serialization;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online.Logs;

/// <summary>JSON of the commands about logs, generated at build time. The shapes are those of the API.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LogLine))]
[JsonSerializable(typeof(LogLevels))]
internal sealed partial class LogJson : JsonSerializerContext;
