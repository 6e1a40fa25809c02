using System.Text.Json.Serialization;
using FlexCore.Application.Events;
using FlexCore.Domain.DataStreams;

namespace FlexCore.Application.DataStreams;

/// <summary>The stored shapes of data streams. Strict: a payload with missing, null, unknown or repeated members is not read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(TenantIdConverter)])]
[JsonSerializable(typeof(DataStreamState))]
[JsonSerializable(typeof(DataStreamEvent.Defined))]
[JsonSerializable(typeof(DataStreamEvent.Redefined))]
[JsonSerializable(typeof(DataStreamEvent.RunStarted))]
[JsonSerializable(typeof(DataStreamEvent.RunResumed))]
[JsonSerializable(typeof(DataStreamEvent.CheckpointRecorded))]
[JsonSerializable(typeof(DataStreamEvent.RunStopped))]
[JsonSerializable(typeof(DataStreamEvent.RunCompleted))]
[JsonSerializable(typeof(DataStreamEvent.RunFailed))]
internal sealed partial class DataStreamJson : JsonSerializerContext;
