using System.Text.Json.Serialization;
using FlexCore.Application.Commands;
using FlexCore.Application.Events;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Application.Pipelines;

/// <summary>The shapes of a pipeline's commands between nodes. Strict, as the stored ones.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(ValueListConverter<string>), typeof(ValueListConverter<PipelineStep>)])]
[JsonSerializable(typeof(NoBody))]
[JsonSerializable(typeof(PipelineStep))]
[JsonSerializable(typeof(CreateBody))]
[JsonSerializable(typeof(DocumentBody))]
[JsonSerializable(typeof(DescribeBody))]
[JsonSerializable(typeof(AddStepBody))]
[JsonSerializable(typeof(StepBody))]
[JsonSerializable(typeof(OrderBody))]
[JsonSerializable(typeof(DependenciesBody))]
[JsonSerializable(typeof(RunBody))]
[JsonSerializable(typeof(FailBody))]
internal sealed partial class PipelineCommandJson : JsonSerializerContext;
