using Microsoft.Extensions.Logging;

namespace FlexCore.Persistence.PostgreSql.Hints;

internal sealed partial class FeedPoller
{
    [LoggerMessage(3130, LogLevel.Warning, "The feed cannot see whether other nodes have committed; it is tried again")]
    private partial void LogFailed(Exception error);
}
