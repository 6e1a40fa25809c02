namespace FlexCore.Simulation.Tests.World;

/// <summary>One thread, one queue of events, one clock, one source of chance: the same seed gives the same run.</summary>
/// <remarks>Everything of one simulated cluster happens on the thread that calls <see cref="RunUntil"/>.</remarks>
internal sealed class SimScheduler(int seed)
{
    private readonly PriorityQueue<Action, (long At, long Number)> _events = new();
    private readonly Queue<(SimContext Context, SendOrPostCallback Callback, object? State)> _ready = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private long _number;

    public Random Random { get; } = new(seed);

    /// <summary>The time since the beginning.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>How many events have happened.</summary>
    public long Steps { get; private set; }

    public void After(TimeSpan delay, Action happens) => _events.Enqueue(happens, ((Now + delay).Ticks, ++_number));

    public void Ready(SimContext context, SendOrPostCallback callback, object? state)
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            throw new InvalidOperationException("Work has left the simulation: something completes on another thread, so the run cannot be repeated.");
        }

        _ready.Enqueue((context, callback, state));
    }

    /// <summary>Lets events happen until it is so late, or the test has seen enough.</summary>
    public void RunUntil(TimeSpan time, Func<bool>? enough = null)
    {
        while (enough?.Invoke() != true && Step(time))
        {
        }
    }

    public TimeSpan Between(double fromSeconds, double toSeconds) => TimeSpan.FromTicks((long)(TimeSpan.TicksPerSecond * (fromSeconds + (Random.NextDouble() * (toSeconds - fromSeconds)))));

    public bool Chance(double probability) => probability > 0 && Random.NextDouble() < probability;

    private bool Step(TimeSpan limit)
    {
        Steps++;
        if (_ready.TryDequeue(out var work))
        {
            work.Context.Run(work.Callback, work.State);
            return true;
        }

        if (!_events.TryPeek(out var happens, out var due) || due.At > limit.Ticks)
        {
            Now = limit;
            return false;
        }

        _events.Dequeue();
        Now = new TimeSpan(due.At);
        happens();
        return true;
    }
}
