using FlexCore.Domain;

namespace FlexCore.Application.Schedules;

/// <summary>Which schedule is to be looked at next: a heap of instants, and what must be looked at now.</summary>
/// <remarks>Thread-safe. A schedule is in the hands of one worker at a time; what happens to it meanwhile makes the worker look again. Bounded by the number of schedules.</remarks>
internal sealed class ScheduleAgenda : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<EntityId, Place> _places = [];
    private readonly PriorityQueue<EntityId, DateTimeOffset> _heap = new();
    private readonly Queue<EntityId> _ready = new();
    private readonly SemaphoreSlim _work = new(0);
    private TaskCompletionSource _sooner = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many schedules there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _places.Count;
            }
        }
    }

    /// <summary>Says that a schedule must be looked at.</summary>
    public void Mark(EntityId id)
    {
        lock (_gate)
        {
            MarkLocked(id);
        }
    }

    /// <summary>Marks every schedule whose instant has come.</summary>
    /// <param name="now">What time it is.</param>
    /// <returns>The next instant, or null when there is none.</returns>
    public DateTimeOffset? MarkDue(DateTimeOffset now)
    {
        lock (_gate)
        {
            while (_heap.TryPeek(out var id, out var at))
            {
                // An entry that is not the schedule's newest plan is of the past.
                var isCurrent = _places.TryGetValue(id, out var place) && place.At == at;
                if (isCurrent && at > now)
                {
                    return at;
                }

                _heap.Dequeue();
                if (isCurrent && place is not null)
                {
                    place.At = null;
                    MarkLocked(id);
                }
            }

            return null;
        }
    }

    /// <summary>Completes when a schedule was planned that is earlier than everything before.</summary>
    public Task Sooner()
    {
        lock (_gate)
        {
            if (_sooner.Task.IsCompleted)
            {
                _sooner = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return _sooner.Task;
        }
    }

    /// <summary>Takes a schedule that must be looked at; waits for one. The worker gives it back with <see cref="Done"/>.</summary>
    public async ValueTask<EntityId> TakeAsync(CancellationToken cancellationToken)
    {
        await _work.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            var id = _ready.Dequeue();
            _places[id].Again = false;
            return id;
        }
    }

    /// <summary>Gives a schedule back.</summary>
    /// <param name="id">The schedule.</param>
    /// <param name="at">When to look again; null for when it changes.</param>
    /// <param name="exists">Whether it is still there.</param>
    public void Done(EntityId id, DateTimeOffset? at, bool exists)
    {
        lock (_gate)
        {
            var place = _places[id];
            place.Busy = false;
            place.At = at;
            if (at is { } instant)
            {
                var isFirst = !_heap.TryPeek(out _, out var first) || instant < first;
                _heap.Enqueue(id, instant);
                if (isFirst)
                {
                    _sooner.TrySetResult();
                }
            }

            if (place.Again)
            {
                MarkLocked(id);
            }
            else if (!exists)
            {
                _places.Remove(id);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _work.Dispose();

    private void MarkLocked(EntityId id)
    {
        if (!_places.TryGetValue(id, out var place))
        {
            _places[id] = place = new Place();
        }

        if (place.Busy)
        {
            place.Again = true;
            return;
        }

        place.Busy = true;
        _ready.Enqueue(id);
        _work.Release();
    }

    private sealed class Place
    {
        public DateTimeOffset? At { get; set; }

        public bool Busy { get; set; }

        public bool Again { get; set; }
    }
}
