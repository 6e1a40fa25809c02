using Microsoft.Extensions.Logging;

namespace FlexCore.Persistence.PostgreSql.Hints;

internal sealed partial class HintListener
{
    [LoggerMessage(3132, LogLevel.Information, "The connection for hints of other nodes is down; the feed looks by itself meanwhile")]
    private partial void LogLost(Exception error);
}
