using Microsoft.Extensions.Logging;

namespace FlexCore.Cluster.Singletons;

/// <summary>Everything leases log. Event ids 8050 to 8069.</summary>
internal sealed partial class LeaseLog(ILogger logger)
{
    private readonly ILogger _logger = logger;

    [LoggerMessage(8050, LogLevel.Information, "This node took the lease {Name} with epoch {Epoch}.")]
    internal partial void Taken(string name, long epoch);

    [LoggerMessage(8051, LogLevel.Information, "This node gave up the lease {Name} of epoch {Epoch}.")]
    internal partial void GivenUp(string name, long epoch);

    [LoggerMessage(8052, LogLevel.Warning, "What runs under the lease {Name} of epoch {Epoch} ended by itself and is started again after a pause.")]
    internal partial void EndedByItself(string name, long epoch, Exception? error);
}
