using System.Text.Json.Serialization;
using FlexCore.Application.Events;
using FlexCore.Domain.EventStreams;

namespace FlexCore.Application.EventStreams;

/// <summary>The stored shapes of event streams. Strict: a payload with missing, unknown or repeated members is not read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(ValueListConverter<string>), typeof(ValueListConverter<StreamEvent>)])]
[JsonSerializable(typeof(EventStreamState))]
[JsonSerializable(typeof(StoredStreamEvent))]
[JsonSerializable(typeof(AppendBody))]
[JsonSerializable(typeof(StreamEvent))]
[JsonSerializable(typeof(string))]
internal sealed partial class EventStreamJson : JsonSerializerContext;
