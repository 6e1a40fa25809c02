using Microsoft.Extensions.Logging;

namespace FlexCore.Persistence.PostgreSql.Writing;

internal sealed partial class Writer
{
    [LoggerMessage(3101, LogLevel.Error, "A commit failed; the store goes on")]
    private partial void LogCommitFailed(Exception error);

    [LoggerMessage(3102, LogLevel.Warning, "Another session has written to a shard of this writer; the commit is decided anew")]
    private partial void LogDecidedAnew(Exception error);
}
