using System.Text.Json.Serialization;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online.Schedules;

/// <summary>JSON of the commands about schedules, generated at build time. The shapes are those of the API.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ScheduleInfo))]
[JsonSerializable(typeof(Page<ScheduleInfo>))]
[JsonSerializable(typeof(ScheduleHistory))]
[JsonSerializable(typeof(NextFirings))]
internal sealed partial class ScheduleJson : JsonSerializerContext;
