using System.Text.Json.Serialization;
using FlexCore.Application.Projections;

namespace FlexCore.Api.Projections;

/// <summary>The shapes of projections and read models. Members are camelCase; what is null is left out.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProjectionView))]
[JsonSerializable(typeof(ProjectionList))]
[JsonSerializable(typeof(ParkedList))]
[JsonSerializable(typeof(ReadModelEntry))]
[JsonSerializable(typeof(ReadModelList))]
internal sealed partial class ProjectionJson : JsonSerializerContext;
