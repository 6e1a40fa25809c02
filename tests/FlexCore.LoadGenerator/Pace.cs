namespace FlexCore.LoadGenerator;

/// <summary>Hands out turns at a rate, all connections together; without a rate every turn is free. Thread-safe.</summary>
/// <remarks>Turns that nobody took in time are kept, so the load is open-loop: a slow server does not slow the arrivals down.</remarks>
internal sealed class Pace : IDisposable
{
    private const int TicksPerSecond = 200;
    private readonly SemaphoreSlim? _turns;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _giving = Task.CompletedTask;

    public Pace(int ratePerSecond, TimeProvider clock)
    {
        if (ratePerSecond > 0)
        {
            _turns = new SemaphoreSlim(0);
            _giving = GiveAsync(ratePerSecond, clock);
        }
    }

    /// <summary>Waits for a turn.</summary>
    public Task WaitAsync() => _turns?.WaitAsync() ?? Task.CompletedTask;

    /// <summary>Ends the pace: whoever waits goes on.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _giving;
    }

    public void Dispose()
    {
        _stop.Dispose();
        _turns?.Dispose();
    }

    private async Task GiveAsync(int ratePerSecond, TimeProvider clock)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / TicksPerSecond), clock);
        var started = clock.GetTimestamp();
        long given = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                var due = (long)(clock.GetElapsedTime(started).TotalSeconds * ratePerSecond);
                if (due > given)
                {
                    _turns?.Release((int)(due - given));
                    given = due;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The load is over; whoever still waits gets a last turn and sees the time.
            _turns?.Release(1_000_000);
        }
    }
}
