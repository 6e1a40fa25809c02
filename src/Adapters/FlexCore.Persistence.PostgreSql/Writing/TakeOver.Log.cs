using Microsoft.Extensions.Logging;

namespace FlexCore.Persistence.PostgreSql.Writing;

internal sealed partial class TakeOver
{
    [LoggerMessage(3110, LogLevel.Warning, "A session of an old owner (process {ProcessId} of the server) held a shard that was taken over; it was ended")]
    private partial void LogEnded(int processId);

    [LoggerMessage(3111, LogLevel.Warning, "Whoever holds a shard that is being taken over could not be ended")]
    private partial void LogNotEnded(Exception error);
}
