using System.Text.Json.Serialization;
using FlexCore.Api.Cluster;
using FlexCore.Api.Events;
using FlexCore.Application.DataStreams;
using FlexCore.Application.EventTransfer;
using FlexCore.Application.Jobs;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines;
using FlexCore.Application.Pipelines.Documents;

namespace FlexCore.Api.V1;

/// <summary>The shapes that the modern API answers with. Members are camelCase; what is null is left out.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PipelineView))]
[JsonSerializable(typeof(Page<PipelineEntry>))]
[JsonSerializable(typeof(Page<PipelineVersionView>))]
[JsonSerializable(typeof(StepList))]
[JsonSerializable(typeof(Page<HistoryLine>))]
[JsonSerializable(typeof(StreamView))]
[JsonSerializable(typeof(Page<StreamView>))]
[JsonSerializable(typeof(OperatorTable))]
[JsonSerializable(typeof(JobView))]
[JsonSerializable(typeof(Page<JobView>))]
[JsonSerializable(typeof(NodeInfo))]
[JsonSerializable(typeof(TopicInfo))]
[JsonSerializable(typeof(Page<TopicInfo>))]
[JsonSerializable(typeof(AppendReceipt))]
[JsonSerializable(typeof(LintAnswer))]
[JsonSerializable(typeof(ClusterInfo))]
[JsonSerializable(typeof(ShardList))]
[JsonSerializable(typeof(EntityPlace))]
[JsonSerializable(typeof(LeaseList))]
[JsonSerializable(typeof(DownList))]
[JsonSerializable(typeof(EventReceipt))]
[JsonSerializable(typeof(EventStatsInfo))]
[JsonSerializable(typeof(ImportReport))]
[JsonSerializable(typeof(Page<string>))]
[JsonSerializable(typeof(RebalanceInfo))]
[JsonSerializable(typeof(IReadOnlyList<DocumentFinding>))]
internal sealed partial class ApiJson : JsonSerializerContext;
