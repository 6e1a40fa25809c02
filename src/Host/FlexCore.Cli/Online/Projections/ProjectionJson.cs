using System.Text.Json.Serialization;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online.Projections;

/// <summary>JSON of the commands about projections, generated at build time. The shapes are those of the API.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProjectionInfo))]
[JsonSerializable(typeof(ProjectionList))]
[JsonSerializable(typeof(ParkedList))]
[JsonSerializable(typeof(ReadModelInfo))]
[JsonSerializable(typeof(ReadModelList))]
[JsonSerializable(typeof(ReadModelSource))]
internal sealed partial class ProjectionJson : JsonSerializerContext;
