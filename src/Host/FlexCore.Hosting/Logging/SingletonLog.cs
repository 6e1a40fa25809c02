using Microsoft.Extensions.Logging;

namespace FlexCore.Hosting.Logging;

/// <summary>Logs what happens to singletons of a process that is alone. Thread-safe.</summary>
internal sealed partial class SingletonLog(ILogger logger)
{
    private readonly ILogger _logger = logger;

    public void EndedByItself(string name, Exception? error) => LogEnded(name, error?.Message ?? "it returned");

    [LoggerMessage(6307, LogLevel.Error, "The singleton {Name} has ended by itself and starts again: {Error}")]
    private partial void LogEnded(string name, string error);
}
