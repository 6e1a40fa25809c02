using System.Text.Json.Serialization;
using FlexCore.Application.Nodes;
using FlexCore.Application.Schedules;

namespace FlexCore.Api.Schedules;

/// <summary>The shapes that the routes of schedules answer with. Members are camelCase; what is null is left out.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ScheduleView))]
[JsonSerializable(typeof(Page<ScheduleView>))]
[JsonSerializable(typeof(NextFiringsView))]
[JsonSerializable(typeof(ScheduleHistoryView))]
internal sealed partial class ScheduleApiJson : JsonSerializerContext;
