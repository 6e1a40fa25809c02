using System.Text.Json.Serialization;
using FlexCore.Application.EventTransfer;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online;

/// <summary>JSON of the commands that talk to a node, generated at build time. The shapes are those of the API.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PipelineInfo))]
[JsonSerializable(typeof(Page<PipelineInfo>))]
[JsonSerializable(typeof(Page<HistoryEvent>))]
[JsonSerializable(typeof(StreamInfo))]
[JsonSerializable(typeof(Page<StreamInfo>))]
[JsonSerializable(typeof(OperatorsInfo))]
[JsonSerializable(typeof(TapSample))]
[JsonSerializable(typeof(JobInfo))]
[JsonSerializable(typeof(Page<JobInfo>))]
[JsonSerializable(typeof(Page<TopicInfo>))]
[JsonSerializable(typeof(NodeInfo))]
[JsonSerializable(typeof(MessageList))]
[JsonSerializable(typeof(ImportReport))]
[JsonSerializable(typeof(CommandResult))]
[JsonSerializable(typeof(QueryResult))]
internal sealed partial class OnlineJson : JsonSerializerContext;
