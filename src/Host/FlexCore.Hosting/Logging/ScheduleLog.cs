using FlexCore.Application.Cluster;
using FlexCore.Application.Schedules;
using FlexCore.Domain;
using Microsoft.Extensions.Logging;

namespace FlexCore.Hosting.Logging;

/// <summary>Logs what the scheduler does, and tells the board of singletons. Thread-safe.</summary>
internal sealed partial class ScheduleLog(ILogger logger, SingletonBoard board) : IScheduleObserver
{
    private readonly ILogger _logger = logger;

    public void Ready(long epoch, int schedules) => LogReady(schedules, epoch);

    public void Ended(EntityId schedule, long number, string? error)
    {
        board.Fired(Scheduler.SingletonName, $"{schedule.Key} firing {number}", error);
        if (error is not null)
        {
            LogFailed(schedule, number, error);
        }
        else
        {
            LogFired(schedule, number);
        }
    }

    public void Repeats(EntityId schedule, long number, int attempt, Exception error) => LogRepeats(schedule, number, attempt, error.Message);

    public void NotDecided(EntityId schedule, Exception error) => LogNotDecided(schedule, error.Message);

    public void NotListed(Exception error) => LogNotListed(error.Message);

    [LoggerMessage(6301, LogLevel.Information, "The scheduler is at work with {Schedules} schedules, epoch {Epoch}.")]
    private partial void LogReady(int schedules, long epoch);

    [LoggerMessage(6302, LogLevel.Debug, "Firing {Number} of schedule {Schedule} is complete.")]
    private partial void LogFired(EntityId schedule, long number);

    [LoggerMessage(6303, LogLevel.Warning, "Firing {Number} of schedule {Schedule} has failed: {Error}")]
    private partial void LogFailed(EntityId schedule, long number, string error);

    [LoggerMessage(6304, LogLevel.Warning, "Firing {Number} of schedule {Schedule} is delivered again after attempt {Attempt}: {Error}")]
    private partial void LogRepeats(EntityId schedule, long number, int attempt, string error);

    [LoggerMessage(6305, LogLevel.Error, "Schedule {Schedule} could not be decided and is tried again: {Error}")]
    private partial void LogNotDecided(EntityId schedule, string error);

    [LoggerMessage(6306, LogLevel.Warning, "The schedules could not be listed; the scheduler tries again: {Error}")]
    private partial void LogNotListed(string error);
}
