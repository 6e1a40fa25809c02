using System.Text.Json.Serialization;

namespace FlexCore.Application.DataStreams;

/// <summary>The shapes of a data stream's commands between nodes. Strict, as the stored ones.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(DefineBody))]
[JsonSerializable(typeof(StartBody))]
[JsonSerializable(typeof(CheckpointBody))]
[JsonSerializable(typeof(StopBody))]
[JsonSerializable(typeof(CompleteBody))]
[JsonSerializable(typeof(FailBody))]
internal sealed partial class DataStreamCommandJson : JsonSerializerContext;
