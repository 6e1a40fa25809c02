using Microsoft.Extensions.Logging;

namespace FlexCore.Api.Sse;

/// <summary>What event streams log.</summary>
internal static partial class SseLog
{
    [LoggerMessage(4010, LogLevel.Information, "Closed the event stream {Path} of '{CorrelationId}': {Reason}")]
    public static partial void Slow(ILogger logger, string path, string correlationId, string reason);
}
