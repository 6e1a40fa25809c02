using FlexCore.Domain;
using Microsoft.Extensions.Logging;

namespace FlexCore.Hosting.Logging;

/// <summary>Logs what a node does as a member of a cluster. Thread-safe.</summary>
internal sealed partial class ClusterNodeLog(ILogger logger)
{
    private readonly ILogger _logger = logger;

    [LoggerMessage(6141, LogLevel.Warning, "Stream {Pipeline}, which belongs to this node now, was not started: {Reason}")]
    public partial void NotStarted(EntityId pipeline, string reason);

    [LoggerMessage(6142, LogLevel.Warning, "What other nodes do to pipelines cannot be read now; it is tried again within seconds.")]
    public partial void PipelinesNotRead(Exception error);

    [LoggerMessage(6143, LogLevel.Information, "The node was told to leave the cluster.")]
    public partial void ToldToLeave();
}
