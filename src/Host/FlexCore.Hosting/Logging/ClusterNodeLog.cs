using FlexCore.Domain;
using Microsoft.Extensions.Logging;

namespace FlexCore.Hosting.Logging;

/// <summary>Logs what a node does as a member of a cluster. Thread-safe.</summary>
internal sealed partial class ClusterNodeLog(ILogger logger)
{
    private readonly ILogger _logger = logger;

    [LoggerMessage(6141, LogLevel.Warning, "Stream {Pipeline}, which belongs to this node now, was not started and is tried again in {Pause}: {Reason}")]
    public partial void NotStarted(EntityId pipeline, string reason, TimeSpan pause);

    [LoggerMessage(6142, LogLevel.Warning, "What other nodes do to pipelines cannot be read now; it is tried again within seconds.")]
    public partial void PipelinesNotRead(Exception error);

    [LoggerMessage(6143, LogLevel.Information, "The node was told to leave the cluster.")]
    public partial void ToldToLeave();

    [LoggerMessage(6144, LogLevel.Warning, "The connections to other nodes could not follow the membership; they do with its next change.")]
    public partial void ConnectionsNotKept(Exception error);

    [LoggerMessage(6145, LogLevel.Warning, "Streams of shard {Shard}, which another node has taken, did not end in order; what they still write is fenced.")]
    public partial void StreamsNotEnded(int shard, Exception error);

    [LoggerMessage(6146, LogLevel.Warning, "What another node did to pipeline {Pipeline} cannot be followed now; it is tried again within seconds.")]
    public partial void PipelineNotFollowed(EntityId pipeline, Exception error);
}
