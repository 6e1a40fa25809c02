using Microsoft.Extensions.Logging;

namespace FlexCore.Cluster.Sharding;

/// <summary>Everything sharding logs. Event ids 8070 to 8099.</summary>
internal sealed partial class ShardLog(ILogger logger)
{
    private readonly ILogger _logger = logger;

    [LoggerMessage(8070, LogLevel.Information, "The leader assigned {Shards} shards over {Nodes} nodes.")]
    internal partial void Assigned(int shards, int nodes);

    [LoggerMessage(8071, LogLevel.Information, "This node took {Shards} shards.")]
    internal partial void Taken(int shards);

    [LoggerMessage(8072, LogLevel.Information, "This node released {Shards} shards.")]
    internal partial void Released(int shards);

    [LoggerMessage(8073, LogLevel.Error, "Shard {Shard} could not be started with epoch {Epoch}; it is tried again.")]
    internal partial void StartFailed(int shard, long epoch, Exception error);

    [LoggerMessage(8074, LogLevel.Warning, "Shard {Shard} was not drained in time; what it had accepted and not answered was dropped.")]
    internal partial void DrainEnded(int shard, Exception error);

    [LoggerMessage(8075, LogLevel.Warning, "This node lost shard {Shard} with epoch {Epoch}: the table has epoch {NewEpoch}.")]
    internal partial void Lost(int shard, long epoch, long newEpoch);
}
