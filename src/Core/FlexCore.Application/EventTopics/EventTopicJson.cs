using System.Text.Json.Serialization;
using FlexCore.Application.Events;
using FlexCore.Domain.EventTopics;

namespace FlexCore.Application.EventTopics;

/// <summary>The stored shapes of event topics. Strict: a payload with missing, null, unknown or repeated members is not read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(TenantIdConverter), typeof(ValueListConverter<ProducerRow>)])]
[JsonSerializable(typeof(EventTopicState))]
[JsonSerializable(typeof(ProducerRow))]
[JsonSerializable(typeof(EventTopicEvent.Created))]
[JsonSerializable(typeof(StoredRecords))]
internal sealed partial class EventTopicJson : JsonSerializerContext;
