using FlexCore.Application.Entities;
using FlexCore.Domain;

namespace FlexCore.Actors.Entities;

/// <summary>The timers of all entities of a region behind one timer of the clock, armed for the earliest and only while there is one.</summary>
/// <remarks>
/// Thread-safe. At most one timer per entity, also for entities that have left memory: the number of entities that wait for an instant is
/// the bound. Commands are sent outside the lock.
/// </remarks>
internal sealed class EntityTimers<TCommand> : IDisposable
    where TCommand : ICommand
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _retryAfter;
    private readonly Func<EntityId, TCommand, ValueTask<CommandReply>> _send;
    private readonly EntityLog _log;
    private readonly ITimer _alarm;
    private readonly Lock _gate = new();
    private readonly Dictionary<EntityId, EntityTimer<TCommand>> _timers = [];

    // Loading the entity for its timer's command asks for that same timer again; without this it would be sent twice.
    private readonly Dictionary<EntityId, EntityTimer<TCommand>> _underWay = [];

    // May hold entries of timers that were replaced; they are passed over when their turn comes.
    private readonly PriorityQueue<(EntityId Id, EntityTimer<TCommand> Timer), DateTimeOffset> _queue = new();
    private DateTimeOffset? _armedFor;
    private bool _disposed;

    internal EntityTimers(
        TimeProvider time, TimeSpan retryAfter, Func<EntityId, TCommand, ValueTask<CommandReply>> send, EntityLog log)
    {
        _time = time;
        _retryAfter = retryAfter;
        _send = send;
        _log = log;
        _alarm = time.CreateTimer(
            static timers => ((EntityTimers<TCommand>)timers!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many timers run.</summary>
    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _timers.Count;
            }
        }
    }

    /// <summary>Replaces an entity's timer; <see langword="null"/> stops it. A timer whose command is under way is not sent a second time.</summary>
    internal void Set(EntityId id, EntityTimer<TCommand>? timer)
    {
        lock (_gate)
        {
            if (_underWay.TryGetValue(id, out var sent) && sent.IsSameAs(timer))
            {
                return;
            }

            // The entity has moved on: if it comes back to the same timer, that is a new wish.
            _underWay.Remove(id);
            _timers.Remove(id);
            if (timer is not null && !_disposed)
            {
                _timers.Add(id, timer);
                _queue.Enqueue((id, timer), timer.Due);
            }

            Arm();
        }
    }

    /// <summary>Forgets the timers of entities that another process serves from now on.</summary>
    internal void RemoveWhere(Func<EntityId, bool> isGone)
    {
        lock (_gate)
        {
            foreach (var id in _timers.Keys.Where(isGone).ToList())
            {
                _timers.Remove(id);
            }

            Arm();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _timers.Clear();
            _underWay.Clear();
            _queue.Clear();
        }

        _alarm.Dispose();
    }

    private void Ring()
    {
        var now = _time.GetUtcNow();
        List<(EntityId Id, EntityTimer<TCommand> Timer)> due = [];
        lock (_gate)
        {
            _armedFor = null;
            while (_queue.TryPeek(out var next, out var at) && (at <= now || !IsCurrent(next.Id, next.Timer)))
            {
                _queue.Dequeue();
                if (IsCurrent(next.Id, next.Timer))
                {
                    _timers.Remove(next.Id);
                    _underWay[next.Id] = next.Timer;
                    due.Add(next);
                }
            }

            Arm();
        }

        foreach (var (id, timer) in due)
        {
            _ = SendAsync(id, timer);
        }
    }

    private async Task SendAsync(EntityId id, EntityTimer<TCommand> timer)
    {
        Exception? cause = null;
        try
        {
            var reply = await _send(id, timer.CreateCommand(_time.GetUtcNow()));
            if (reply.Refusal?.Code is not ("overloaded" or "stopping" or "not-serving"))
            {
                lock (_gate)
                {
                    EndSending(id, timer);
                }

                return;
            }
        }
        catch (Exception failure)
        {
            // The supervision boundary: the command's outcome is unknown, so it is sent again.
            cause = failure;
        }

        _log.TimerNotDelivered(id, timer.Name, cause);
        lock (_gate)
        {
            EndSending(id, timer);

            // A newer timer of the entity goes first.
            if (!_disposed && _timers.TryAdd(id, timer))
            {
                _queue.Enqueue((id, timer), _time.GetUtcNow() + _retryAfter);
                Arm();
            }
        }
    }

    private void EndSending(EntityId id, EntityTimer<TCommand> timer)
    {
        if (_underWay.TryGetValue(id, out var sent) && ReferenceEquals(sent, timer))
        {
            _underWay.Remove(id);
        }
    }

    private bool IsCurrent(EntityId id, EntityTimer<TCommand> timer) =>
        _timers.TryGetValue(id, out var current) && ReferenceEquals(current, timer);

    private void Arm()
    {
        while (_queue.TryPeek(out var next, out _) && !IsCurrent(next.Id, next.Timer))
        {
            _queue.Dequeue();
        }

        if (_disposed)
        {
            return;
        }

        DateTimeOffset? earliest = _queue.TryPeek(out _, out var at) ? at : null;
        if (earliest == _armedFor)
        {
            return;
        }

        _armedFor = earliest;
        _alarm.Change(earliest is null ? Timeout.InfiniteTimeSpan : WaitUntil(at), Timeout.InfiniteTimeSpan);
    }

    // A clock's timer takes at most 49 days; a longer wait rings early, finds nothing due and is armed again.
    private TimeSpan WaitUntil(DateTimeOffset at)
    {
        var wait = at - _time.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait < TimeSpan.FromDays(40) ? wait : TimeSpan.FromDays(40);
    }
}
