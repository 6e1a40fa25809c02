using System.Text.Json.Serialization;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online.SystemJobs;

/// <summary>JSON of the commands about upkeep, generated at build time. The shapes are those of the API.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SystemJobList))]
internal sealed partial class SystemJson : JsonSerializerContext;
