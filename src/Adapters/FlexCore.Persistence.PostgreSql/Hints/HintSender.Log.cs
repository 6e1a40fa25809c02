using Microsoft.Extensions.Logging;

namespace FlexCore.Persistence.PostgreSql.Hints;

internal sealed partial class HintSender
{
    [LoggerMessage(3131, LogLevel.Debug, "A hint to other nodes was not sent; they look by themselves")]
    private partial void LogNotSent(Exception error);
}
