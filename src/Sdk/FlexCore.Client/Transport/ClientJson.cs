using System.Text.Json;
using System.Text.Json.Serialization;
using FlexCore.Client.Models;
using FlexCore.Client.Problems;

namespace FlexCore.Client.Transport;

/// <summary>JSON of the API, generated at build time. Members that this version does not know are passed over.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ActorList))]
[JsonSerializable(typeof(ActorTree))]
[JsonSerializable(typeof(ActorDetail))]
[JsonSerializable(typeof(LogLine))]
[JsonSerializable(typeof(LogLevels))]
[JsonSerializable(typeof(PipelineInfo))]
[JsonSerializable(typeof(Page<PipelineInfo>))]
[JsonSerializable(typeof(Page<PipelineVersionInfo>))]
[JsonSerializable(typeof(Page<HistoryEvent>))]
[JsonSerializable(typeof(StreamInfo))]
[JsonSerializable(typeof(Page<StreamInfo>))]
[JsonSerializable(typeof(OperatorsInfo))]
[JsonSerializable(typeof(TapSample))]
[JsonSerializable(typeof(JobInfo))]
[JsonSerializable(typeof(Page<JobInfo>))]
[JsonSerializable(typeof(NodeInfo))]
[JsonSerializable(typeof(TopicInfo))]
[JsonSerializable(typeof(Page<TopicInfo>))]
[JsonSerializable(typeof(AppendReceipt))]
[JsonSerializable(typeof(NodeProblem))]
[JsonSerializable(typeof(ContactList))]
[JsonSerializable(typeof(ClusterInfo))]
[JsonSerializable(typeof(ShardList))]
[JsonSerializable(typeof(EntityPlace))]
[JsonSerializable(typeof(LeaseList))]
[JsonSerializable(typeof(DownList))]
[JsonSerializable(typeof(RebalanceInfo))]
[JsonSerializable(typeof(NewPipeline))]
[JsonSerializable(typeof(NewJob))]
[JsonSerializable(typeof(SingletonList))]
[JsonSerializable(typeof(ScheduleInfo))]
[JsonSerializable(typeof(Page<ScheduleInfo>))]
[JsonSerializable(typeof(ScheduleHistory))]
[JsonSerializable(typeof(NextFirings))]
[JsonSerializable(typeof(NewSchedule))]
[JsonSerializable(typeof(ScheduleSpan))]
[JsonSerializable(typeof(StreamCreation))]
[JsonSerializable(typeof(StreamStart))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class ClientJson : JsonSerializerContext;
