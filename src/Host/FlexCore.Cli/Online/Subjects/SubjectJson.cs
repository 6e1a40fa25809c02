using System.Text.Json.Serialization;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online.Subjects;

/// <summary>JSON of the commands about subjects, generated at build time. The shapes are those of the API.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SubjectInfo))]
[JsonSerializable(typeof(SubjectList))]
internal sealed partial class SubjectJson : JsonSerializerContext;
