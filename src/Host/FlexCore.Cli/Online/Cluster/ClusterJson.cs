using System.Text.Json.Serialization;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online.Cluster;

/// <summary>JSON of the commands about a cluster, generated at build time. The shapes are those of the API, and those of what is counted and compared here.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ClusterInfo))]
[JsonSerializable(typeof(ClusterChange))]
[JsonSerializable(typeof(ShardList))]
[JsonSerializable(typeof(IReadOnlyList<Region>))]
[JsonSerializable(typeof(EntityPlace))]
[JsonSerializable(typeof(LeaseList))]
[JsonSerializable(typeof(SingletonList))]
[JsonSerializable(typeof(DownList))]
[JsonSerializable(typeof(RebalanceInfo))]
internal sealed partial class ClusterJson : JsonSerializerContext;
