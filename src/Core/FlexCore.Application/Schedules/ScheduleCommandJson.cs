using System.Text.Json.Serialization;
using FlexCore.Application.Commands;

namespace FlexCore.Application.Schedules;

/// <summary>The shapes of a schedule's commands between nodes. Strict, as the stored ones.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(NoBody))]
[JsonSerializable(typeof(CreateBody))]
[JsonSerializable(typeof(ChangeBody))]
[JsonSerializable(typeof(BackfillBody))]
[JsonSerializable(typeof(FireBody))]
[JsonSerializable(typeof(CompleteBody))]
internal sealed partial class ScheduleCommandJson : JsonSerializerContext;
