using System.Collections.Concurrent;
using FlexCore.Application.Entities;
using FlexCore.Domain;

namespace FlexCore.Actors.Entities;

/// <content>Which entities are in memory, for how long, and how the region stops.</content>
public sealed partial class EntityRegion<TState, TCommand, TEvent>
{
    // How many residents one new arrival may look at to find one that leaves; bounds the work of a single ask.
    private const int ExaminedPerArrivalMax = 32;

    private readonly ConcurrentQueue<EntityCell<TState, TCommand, TEvent>> _clock = new();
    private readonly TimeSpan _sweepInterval;
    private readonly ITimer _sweepTimer;
    private int _sweeping;

    /// <summary>
    /// Stops: new commands are refused with <c>stopping</c>, what waits is answered, every entity leaves memory with a snapshot.
    /// </summary>
    /// <param name="cancellationToken">Stops waiting; the region goes on stopping.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        Interlocked.Exchange(ref _stopping, true);
        Timers?.Dispose();
        await (_recall?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _sweepTimer.DisposeAsync();
        foreach (var cell in _cells.Values)
        {
            cell.Signal(EntityCell<TState, TCommand, TEvent>.StopSignal);
        }

        CompleteStopWhenEmpty();
        await _stopped.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Stops the region and waits until every entity has left memory.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Instruments.Dispose();
    }

    /// <summary>Called by an entity that has closed its mailbox.</summary>
    internal void OnClosed(EntityCell<TState, TCommand, TEvent> cell)
    {
        Remove(cell);
        CountOut(cell.Shard);
        Instruments.CountPassivation();
    }

    private void Remove(EntityCell<TState, TCommand, TEvent> cell) => _cells.TryRemove(KeyValuePair.Create(cell.Id, cell));

    private EntityCell<TState, TCommand, TEvent>? Create(EntityId id)
    {
        // Counted before the region's state is read: a stop that does not see this arrival has been seen by it.
        var shard = id.ShardOf(Storage.Shards.Count);
        _residence.Enter(shard);
        var residents = Interlocked.Increment(ref _resident);
        if (residents > Options.ResidentMax)
        {
            Evict();
        }

        if (Volatile.Read(ref _stopping) || residents > 2L * Options.ResidentMax || Storage.Shards.Admit(shard) != ShardAdmission.Open)
        {
            CountOut(shard);
            return null;
        }

        var created = new EntityCell<TState, TCommand, TEvent>(this, id);
        var cell = _cells.GetOrAdd(id, created);
        if (!ReferenceEquals(cell, created))
        {
            CountOut(shard);
            return cell;
        }

        _clock.Enqueue(cell);
        if (Volatile.Read(ref _stopping) || Storage.Shards.Admit(shard) == ShardAdmission.NotOwner)
        {
            // It came in while the region or the shard began to stop, and the stopping loop may not have seen it.
            cell.Signal(EntityCell<TState, TCommand, TEvent>.StopSignal);
        }
        else
        {
            WatchIdle();
        }

        return cell;
    }

    /// <summary>Sends the longest unused away, by the clock algorithm: an entity used since the hand last passed is spared once.</summary>
    private void Evict()
    {
        for (var i = 0; i < ExaminedPerArrivalMax && _clock.TryDequeue(out var cell); i++)
        {
            if (!IsResident(cell))
            {
                continue;
            }

            _clock.Enqueue(cell);
            if (!cell.IsMarkedUsed)
            {
                cell.Signal(EntityCell<TState, TCommand, TEvent>.PassivateSignal);
                return;
            }

            cell.IsMarkedUsed = false;
        }
    }

    private bool IsResident(EntityCell<TState, TCommand, TEvent> cell) =>
        _cells.TryGetValue(cell.Id, out var current) && ReferenceEquals(current, cell);

    private void WatchIdle()
    {
        if (Volatile.Read(ref _sweeping) == 0 && Interlocked.Exchange(ref _sweeping, 1) == 0)
        {
            _sweepTimer.Change(_sweepInterval, Timeout.InfiniteTimeSpan);
        }
    }

    private void PassivateIdle()
    {
        Interlocked.Exchange(ref _sweeping, 0);
        var now = System.Time.GetTimestamp();
        var any = false;
        foreach (var (_, cell) in _cells)
        {
            any = true;
            if (System.Time.GetElapsedTime(cell.LastUsed, now) >= Options.PassivateAfter)
            {
                cell.Signal(EntityCell<TState, TCommand, TEvent>.PassivateSignal);
            }
        }

        for (var left = _clock.Count; left > 0 && _clock.TryDequeue(out var cell); left--)
        {
            if (IsResident(cell))
            {
                _clock.Enqueue(cell);
            }
        }

        if (any && !Volatile.Read(ref _stopping))
        {
            WatchIdle();
        }
    }

    private void CountOut(int shard)
    {
        _residence.Leave(shard);
        Interlocked.Decrement(ref _resident);
        CompleteStopWhenEmpty();
    }

    private void CompleteStopWhenEmpty()
    {
        if (Volatile.Read(ref _stopping) && Volatile.Read(ref _resident) == 0 && _stopped.TrySetResult())
        {
            System.Deadlines.Remove(_commands);
            System.Deadlines.Remove(_reads);
        }
    }

    private ValueTask<CommandReply> SendTimerAsync(EntityId id, TCommand command) => AskCore(id, command, command.Context.TraceParent, CancellationToken.None);
}
