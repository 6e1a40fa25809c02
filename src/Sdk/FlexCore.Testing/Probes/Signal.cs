namespace FlexCore.Testing.Probes;

/// <summary>Something that happens once; the code under test sets it, the test awaits it. Thread-safe.</summary>
public sealed class Signal
{
    private readonly TaskCompletionSource _set = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether it has happened.</summary>
    public bool IsSet => _set.Task.IsCompleted;

    /// <summary>Marks it as happened. Setting it again does nothing.</summary>
    public void Set() => _set.TrySetResult();

    /// <summary>Waits until it happens.</summary>
    /// <param name="phase">What the test is waiting for; it appears in the failure message.</param>
    /// <param name="timeout">How long to wait; 30 s when not given. Never used to measure, only to end a hung test.</param>
    /// <exception cref="TimeoutException">It did not happen.</exception>
    public async Task WaitAsync(string phase, TimeSpan? timeout = null)
    {
        var limit = timeout ?? TimeSpan.FromSeconds(30);
        try
        {
            await _set.Task.WaitAsync(limit).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{phase}: not signalled within {limit}.");
        }
    }

    /// <summary>Waits until it happens or the code under test is cancelled.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task WaitAsync(CancellationToken cancellationToken) => _set.Task.WaitAsync(cancellationToken);
}
