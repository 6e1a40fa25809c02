using FlexCore.Application.Supervision;
using FlexCore.Domain;
using Microsoft.Extensions.Logging;

namespace FlexCore.Hosting.Logging;

/// <summary>Logs what the supervisor does. Thread-safe.</summary>
internal sealed partial class SupervisorLog(ILogger logger) : ISupervisorObserver
{
    private readonly ILogger _logger = logger;

    public void Started(EntityId pipeline, int attempt) => LogStarted(pipeline, attempt);

    public void Restarting(EntityId pipeline, int restart, TimeSpan delay, Exception error) =>
        LogRestarting(pipeline, restart, delay.TotalMilliseconds, error.Message);

    public void GaveUp(EntityId pipeline, string error) => LogGaveUp(pipeline, error);

    public void Ended(EntityId pipeline, string how) => LogEnded(pipeline, how);

    public void DrainTimedOut(EntityId pipeline) => LogDrainTimedOut(pipeline);

    public void NotRecorded(EntityId pipeline, Exception error) => LogNotRecorded(pipeline, error);

    [LoggerMessage(6001, LogLevel.Information, "Stream {Pipeline} is at work, attempt {Attempt}.")]
    private partial void LogStarted(EntityId pipeline, int attempt);

    [LoggerMessage(6002, LogLevel.Warning, "Stream {Pipeline} failed and starts again in {DelayMs} ms (restart {Restart}): {Error}")]
    private partial void LogRestarting(EntityId pipeline, int restart, double delayMs, string error);

    [LoggerMessage(6003, LogLevel.Error, "Stream {Pipeline} has failed and waits for a person: {Error}")]
    private partial void LogGaveUp(EntityId pipeline, string error);

    [LoggerMessage(6004, LogLevel.Information, "Stream {Pipeline} has {How}.")]
    private partial void LogEnded(EntityId pipeline, string how);

    [LoggerMessage(6005, LogLevel.Warning, "Stream {Pipeline} did not finish in time; it goes on from its last checkpoint when it is started again.")]
    private partial void LogDrainTimedOut(EntityId pipeline);

    [LoggerMessage(6006, LogLevel.Error, "How stream {Pipeline} ended is not on record.")]
    private partial void LogNotRecorded(EntityId pipeline, Exception error);
}
