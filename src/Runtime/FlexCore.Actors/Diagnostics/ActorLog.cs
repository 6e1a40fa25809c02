using Microsoft.Extensions.Logging;

namespace FlexCore.Actors.Diagnostics;

/// <summary>Everything plain actors log. Event ids 1000 to 1099.</summary>
internal sealed partial class ActorLog(ILogger logger)
{
    private readonly ILogger _logger = logger;

    [LoggerMessage(1000, LogLevel.Warning, "Actor {Actor} failed {Failures} time(s) in a row and restarts in {PauseMs} ms.")]
    internal partial void ActorRestarts(string actor, int failures, double pauseMs, Exception cause);

    [LoggerMessage(1001, LogLevel.Error, "Actor {Actor} failed {Failures} times in a row and stops.")]
    internal partial void ActorGaveUp(string actor, int failures, Exception cause);

    [LoggerMessage(1002, LogLevel.Warning, "Actor {Actor} threw while stopping; the instance is discarded.")]
    internal partial void StopHookFailed(string actor, Exception cause);

    [LoggerMessage(1003, LogLevel.Debug, "A message to actor {Actor} became a dead letter.")]
    internal partial void DeadLetter(string actor);
}
