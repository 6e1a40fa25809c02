namespace FlexCore.Simulation.Tests.World;

/// <summary>Where the code of one process runs: held back while the process is paused, dropped when it is dead.</summary>
internal sealed class SimContext(SimScheduler scheduler, Action afterEach) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _held = new();

    public bool IsDead { get; private set; }

    public bool IsPaused { get; private set; }

    /// <summary>When the last pause ended.</summary>
    public TimeSpan ResumedAt { get; private set; } = TimeSpan.MinValue;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsPaused && !IsDead)
        {
            _held.Enqueue((d, state));
        }
        else if (!IsDead)
        {
            scheduler.Ready(this, d, state);
        }
    }

    public void Post(Action work) => Post(static state => (state as Action)?.Invoke(), work);

    public void Run(SendOrPostCallback callback, object? state)
    {
        if (IsDead)
        {
            return;
        }

        if (IsPaused)
        {
            _held.Enqueue((callback, state));
            return;
        }

        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            callback(state);
        }
        finally
        {
            SetSynchronizationContext(outer);
        }

        afterEach();
    }

    public void Kill() => IsDead = true;

    /// <summary>Lets a dead process clean up after the run.</summary>
    public void Bury()
    {
        IsDead = false;
        Resume();
    }

    public void Pause() => IsPaused = true;

    public void Resume()
    {
        ResumedAt = IsPaused ? scheduler.Now : ResumedAt;
        IsPaused = false;
        while (_held.TryDequeue(out var work))
        {
            scheduler.Ready(this, work.Callback, work.State);
        }
    }
}
