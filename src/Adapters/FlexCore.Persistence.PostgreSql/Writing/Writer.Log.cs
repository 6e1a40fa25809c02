using Microsoft.Extensions.Logging;

namespace FlexCore.Persistence.PostgreSql.Writing;

internal sealed partial class Writer
{
    [LoggerMessage(3101, LogLevel.Error, "A commit failed; the store goes on")]
    private partial void LogCommitFailed(Exception error);

    [LoggerMessage(3102, LogLevel.Warning, "A commit met another session's or lost its own; what is there is read and the rest is tried again")]
    private partial void LogTriedAgain(Exception error);
}
