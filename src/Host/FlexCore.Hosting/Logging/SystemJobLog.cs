using FlexCore.Application.Cluster;
using FlexCore.Application.SystemJobs;
using Microsoft.Extensions.Logging;

namespace FlexCore.Hosting.Logging;

/// <summary>Logs what system jobs do, and tells the board of singletons. Thread-safe.</summary>
internal sealed partial class SystemJobLog(ILogger logger, SingletonBoard board) : ISystemJobObserver
{
    private readonly ILogger _logger = logger;

    public void Ran(string name, string? report, Exception? error)
    {
        board.Fired(SystemJobRunner.SingletonName, $"{name}: {report ?? "failed"}", error?.Message);
        if (error is not null)
        {
            LogFailed(error, name);
        }
        else
        {
            LogRan(name, report ?? string.Empty);
        }
    }

    [LoggerMessage(6320, LogLevel.Information, "The system job '{Job}' has run: {Report}")]
    private partial void LogRan(string job, string report);

    [LoggerMessage(6321, LogLevel.Warning, "The system job '{Job}' has failed; it runs again at its next time.")]
    private partial void LogFailed(Exception error, string job);
}
