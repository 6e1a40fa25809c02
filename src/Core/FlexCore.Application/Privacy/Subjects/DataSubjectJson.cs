using System.Text.Json.Serialization;
using FlexCore.Domain.DataSubjects;

namespace FlexCore.Application.Privacy.Subjects;

/// <summary>The stored shapes of data subjects. Strict: a payload with missing, null, unknown or repeated members is not read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(DataSubjectState))]
[JsonSerializable(typeof(DataSubjectEvent.Forgotten))]
[JsonSerializable(typeof(ForgottenBody))]
internal sealed partial class DataSubjectJson : JsonSerializerContext;
