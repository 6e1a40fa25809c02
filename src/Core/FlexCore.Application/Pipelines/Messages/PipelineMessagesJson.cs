using System.Text.Json.Serialization;
using FlexCore.Application.Nodes;

namespace FlexCore.Application.Pipelines.Messages;

/// <summary>The JSON shapes of the messages about pipelines.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NewPipeline))]
[JsonSerializable(typeof(ChangePipeline))]
[JsonSerializable(typeof(ActivatePipeline))]
[JsonSerializable(typeof(PausePipeline))]
[JsonSerializable(typeof(ResumePipeline))]
[JsonSerializable(typeof(ArchivePipeline))]
[JsonSerializable(typeof(GetPipeline))]
[JsonSerializable(typeof(ListPipelines))]
[JsonSerializable(typeof(PipelineView))]
[JsonSerializable(typeof(Page<PipelineView>))]
internal sealed partial class PipelineMessagesJson : JsonSerializerContext;
