using FlexCore.Domain;
using Microsoft.Extensions.Logging;

namespace FlexCore.Hosting.Logging;

/// <summary>Logs the life of a node. Thread-safe.</summary>
internal sealed partial class NodeLog(ILogger logger)
{
    private readonly ILogger _logger = logger;

    [LoggerMessage(6101, LogLevel.Information, "The node is ready: its data is in {Location}, {Streams} streams at work.")]
    public partial void Ready(string location, int streams);

    [LoggerMessage(6102, LogLevel.Information, "The node stops: {Streams} streams finish what is in flight and take a checkpoint.")]
    public partial void Draining(int streams);

    [LoggerMessage(6103, LogLevel.Information, "The node has stopped; the store is closed.")]
    public partial void Stopped();

    [LoggerMessage(6104, LogLevel.Warning, "Stream {Pipeline} was not started: {Reason}")]
    public partial void NotStarted(EntityId pipeline, string reason);

    [LoggerMessage(6105, LogLevel.Critical, "The store has stopped by itself. Nothing is acknowledged any more; the node ends.")]
    public partial void StoreFailed(Exception error);

    [LoggerMessage(6106, LogLevel.Warning, "The keys of {Persons} persons were destroyed again: the log says that they were forgotten, and the keys came out of a backup.")]
    public partial void ForgottenAgain(int persons);
}
