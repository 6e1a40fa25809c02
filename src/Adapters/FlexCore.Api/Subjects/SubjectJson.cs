using System.Text.Json.Serialization;
using FlexCore.Application.Privacy.Subjects;

namespace FlexCore.Api.Subjects;

/// <summary>The shapes of answers about subjects. Members are camelCase; what is null is left out.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SubjectView))]
[JsonSerializable(typeof(SubjectPart))]
internal sealed partial class SubjectJson : JsonSerializerContext;
