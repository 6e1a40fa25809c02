using FlexCore.Domain;
using Microsoft.Extensions.Logging;

namespace FlexCore.Actors.Entities;

/// <summary>Everything entity regions log. Event ids 1100 to 1199.</summary>
internal sealed partial class EntityLog(ILogger logger)
{
    private readonly ILogger _logger = logger;

    [LoggerMessage(1100, LogLevel.Warning, "A commit of entity {Id} failed; {Pending} pending command(s) fail with it and the entity reloads.")]
    internal partial void CommitFailed(EntityId id, int pending, Exception cause);

    [LoggerMessage(1101, LogLevel.Warning, "Entity {Id} cannot be loaded (failure {Failures} in a row); the next attempt is in {PauseMs} ms.")]
    internal partial void LoadFailed(EntityId id, int failures, double pauseMs, Exception cause);

    [LoggerMessage(1102, LogLevel.Error, "Entity {Id} cannot be loaded after {Failures} attempts; its waiting commands fail.")]
    internal partial void LoadGivenUp(EntityId id, int failures, Exception cause);

    [LoggerMessage(1103, LogLevel.Error, "Entity {Id} is stopped: its history is contradictory.")]
    internal partial void HistoryContradictory(EntityId id, Exception cause);

    [LoggerMessage(1104, LogLevel.Warning, "The snapshot of entity {Id} is not usable; the entity replays its whole history.")]
    internal partial void SnapshotUnusable(EntityId id, Exception cause);

    [LoggerMessage(1105, LogLevel.Warning, "The snapshot of entity {Id} at version {Version} could not be saved; the entity goes on without it.")]
    internal partial void SnapshotNotSaved(EntityId id, long version, Exception cause);

    [LoggerMessage(1106, LogLevel.Error, "A command {Command} to entity {Id} failed; it changed nothing.")]
    internal partial void CommandFailed(EntityId id, string command, Exception cause);

    [LoggerMessage(1107, LogLevel.Error, "Shard {Shard} was taken by another owner; kind {Kind} does not write it any more.")]
    internal partial void ShardLost(int shard, string kind);

    [LoggerMessage(1108, LogLevel.Warning, "The timer {Timer} of entity {Id} was not delivered and is sent again.")]
    internal partial void TimerNotDelivered(EntityId id, string timer, Exception? cause);

    [LoggerMessage(1110, LogLevel.Error, "The definition of entity {Id} failed to say which timer its state wants; it runs without one.")]
    internal partial void TimerUnreadable(EntityId id, Exception cause);

    [LoggerMessage(1111, LogLevel.Warning, "The entities of kind {Kind} that are to go on cannot be listed; they are listed again.")]
    internal partial void NotRecalled(string kind, Exception cause);

    [LoggerMessage(1112, LogLevel.Warning, "Entity {Id} was to go on with its shard and cannot be loaded.")]
    internal partial void EntityNotRecalled(EntityId id, Exception cause);

    [LoggerMessage(1109, LogLevel.Debug, "Entity {Id} leaves memory at version {Version}.")]
    internal partial void Passivated(EntityId id, long version);
}
