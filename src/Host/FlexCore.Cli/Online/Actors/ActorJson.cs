using System.Text.Json.Serialization;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online.Actors;

/// <summary>JSON of the commands about entities in memory, generated at build time. The shapes are those of the API.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ActorList))]
[JsonSerializable(typeof(ActorTree))]
[JsonSerializable(typeof(ActorDetail))]
internal sealed partial class ActorJson : JsonSerializerContext;
