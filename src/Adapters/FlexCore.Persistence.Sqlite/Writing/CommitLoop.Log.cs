using Microsoft.Extensions.Logging;

namespace FlexCore.Persistence.Sqlite.Writing;

internal sealed partial class CommitLoop
{
    [LoggerMessage(3001, LogLevel.Error, "A commit failed and was undone; the store goes on")]
    private partial void LogCommitFailed(Exception error);

    [LoggerMessage(3002, LogLevel.Critical, "The store has stopped; it must be opened again")]
    private partial void LogStopped(Exception error);

    [LoggerMessage(3003, LogLevel.Warning, "The index or the write-ahead log could not be maintained; it is tried again after a later commit")]
    private partial void LogMaintenanceFailed(Exception error);
}
