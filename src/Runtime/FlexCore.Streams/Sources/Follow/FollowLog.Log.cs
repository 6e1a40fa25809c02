using Microsoft.Extensions.Logging;

namespace FlexCore.Streams.Sources.Follow;

/// <summary>The log lines of followed files, events 2020 to 2029.</summary>
internal static partial class FollowLog
{
    [LoggerMessage(2020, LogLevel.Information, "The followed file {Path} was truncated or overwritten behind byte {Offset}; the rest is read from this copy: {Copy}.")]
    public static partial void Truncated(ILogger logger, string path, long offset, string copy);
}
