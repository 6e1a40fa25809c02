using FlexCore.Application.Projections;
using Microsoft.Extensions.Logging;

namespace FlexCore.Hosting.Logging;

/// <summary>Logs what happens to projections. Thread-safe.</summary>
internal sealed partial class ProjectionLog(ILogger logger) : IProjectionObserver
{
    private readonly ILogger _logger = logger;

    public void Parked(string projection, ProjectedEvent happened, string reason) => LogParked(projection, happened.Type, happened.Stream.StreamId, happened.Version, reason);

    public void GaveUp(string projection, ProjectedEvent happened, string reason) => LogGaveUp(projection, happened.Type, happened.Stream.StreamId, happened.Version, reason);

    public void Faulted(string projection, long generation, string reason) => LogFaulted(projection, generation, reason);

    public void Interrupted(string projection, Exception error) => LogInterrupted(projection, error.Message);

    public void Swapped(string projection, long generation) => LogSwapped(projection, generation);

    public void BegunAnew(string projection, long generation, string reason) => LogBegunAnew(projection, generation, reason);

    public void LacksEvents(string projection, long generation, long events) => LogLacksEvents(projection, generation, events);

    public void Committed(string projection, int applied, int documents)
    {
    }

    [LoggerMessage(6401, LogLevel.Warning, "Projection {Projection} cannot take {Type} of {Stream}, version {Version}; it is tried again by itself: {Reason}")]
    private partial void LogParked(string projection, string type, string stream, long version, string reason);

    [LoggerMessage(6402, LogLevel.Error, "Projection {Projection} has put {Type} of {Stream}, version {Version}, aside until it is redriven or discarded: {Reason}")]
    private partial void LogGaveUp(string projection, string type, string stream, long version, string reason);

    [LoggerMessage(6403, LogLevel.Error, "Projection {Projection} stands still in generation {Generation}: {Reason}")]
    private partial void LogFaulted(string projection, long generation, string reason);

    [LoggerMessage(6404, LogLevel.Warning, "Projection {Projection} was interrupted and goes on by itself: {Reason}")]
    private partial void LogInterrupted(string projection, string reason);

    [LoggerMessage(6405, LogLevel.Information, "Projection {Projection} is read from generation {Generation} now.")]
    private partial void LogSwapped(string projection, long generation);

    [LoggerMessage(6406, LogLevel.Warning, "The read model of projection {Projection} was thrown away and is made anew as generation {Generation}: {Reason}.")]
    private partial void LogBegunAnew(string projection, long generation, string reason);

    [LoggerMessage(6407, LogLevel.Warning, "Generation {Generation} of projection {Projection} is complete and lacks {Events} events that retention has taken away and the live one has. It is not read by itself; 'projection swap' reads it all the same.")]
    private partial void LogLacksEvents(string projection, long generation, long events);
}
