using Microsoft.Extensions.Logging;

namespace FlexCore.Api.Routing;

/// <summary>What the frame of requests logs.</summary>
internal static partial class RequestFrameLog
{
    [LoggerMessage(4000, LogLevel.Error, "{Method} {Path} failed in an unknown way; the client was told correlation id '{CorrelationId}'.")]
    public static partial void Unknown(ILogger logger, Exception fault, string method, string path, string correlationId);

    [LoggerMessage(4001, LogLevel.Warning, "{Method} {Path} was answered with {Code}; correlation id '{CorrelationId}'.")]
    public static partial void Failed(ILogger logger, Exception fault, string code, string method, string path, string correlationId);
}
