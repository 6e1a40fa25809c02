using Microsoft.Extensions.Logging;

namespace FlexCore.Telemetry;

/// <summary>Everything that sending telemetry logs. Event ids 7000 to 7099.</summary>
internal static partial class TelemetryLog
{
    [LoggerMessage(7000, LogLevel.Information, "Traces and metrics go to {Where} as service {Service}.")]
    public static partial void Started(ILogger logger, string where, string service);

    [LoggerMessage(7001, LogLevel.Warning, "The collector at {Where} does not take what is sent ({Fault}). Work goes on; telemetry is lost until it does.")]
    public static partial void ExportFails(ILogger logger, string where, string fault);
}
