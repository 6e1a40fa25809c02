using System.Text.Json.Serialization;
using FlexCore.Application.Events;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Application.Pipelines;

/// <summary>The stored shapes of pipelines. Strict: a payload with missing, null, unknown or repeated members is not read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(TenantIdConverter), typeof(ValueListConverter<string>), typeof(ValueListConverter<PipelineStep>)])]
[JsonSerializable(typeof(PipelineState))]
[JsonSerializable(typeof(PipelineStep))]
[JsonSerializable(typeof(PipelineEvent.Created))]
[JsonSerializable(typeof(PipelineEvent.StepAdded))]
[JsonSerializable(typeof(PipelineEvent.StepRemoved))]
[JsonSerializable(typeof(PipelineEvent.StepsReordered))]
[JsonSerializable(typeof(PipelineEvent.DependenciesSet))]
[JsonSerializable(typeof(PipelineEvent.Activated))]
[JsonSerializable(typeof(PipelineEvent.VersionPublished))]
[JsonSerializable(typeof(PipelineEvent.Started))]
[JsonSerializable(typeof(PipelineEvent.Paused))]
[JsonSerializable(typeof(PipelineEvent.Resumed))]
[JsonSerializable(typeof(PipelineEvent.Completed))]
[JsonSerializable(typeof(PipelineEvent.Failed))]
[JsonSerializable(typeof(PipelineEvent.Archived))]
[JsonSerializable(typeof(PipelineEvent.DocumentSet))]
[JsonSerializable(typeof(PipelineEvent.Described))]
[JsonSerializable(typeof(PipelineEvent.Deleted))]
internal sealed partial class PipelineJson : JsonSerializerContext;
