using System.Text.Json.Serialization;
using FlexCore.Domain.Retention;

namespace FlexCore.Application.Retention;

/// <summary>The stored shapes of policies. Strict: a payload with missing, null, unknown or repeated members is not read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(RetentionState))]
[JsonSerializable(typeof(RetentionEvent.PolicySet))]
[JsonSerializable(typeof(RetentionEvent.PolicyCleared))]
[JsonSerializable(typeof(SetPolicyBody))]
[JsonSerializable(typeof(ClearPolicyBody))]
internal sealed partial class RetentionJson : JsonSerializerContext;
