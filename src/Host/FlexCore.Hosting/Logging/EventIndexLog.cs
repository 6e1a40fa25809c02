using Microsoft.Extensions.Logging;

namespace FlexCore.Hosting.Logging;

/// <summary>Logs the filling of the event index. Thread-safe.</summary>
internal sealed partial class EventIndexLog(ILogger logger)
{
    private readonly ILogger _logger = logger;

    [LoggerMessage(6150, LogLevel.Warning, "The event index was not filled, and is tried again in a moment: {Reason} Nothing else depends on it; questions read more of the feed meanwhile.")]
    public partial void IndexingFailed(string reason);
}
