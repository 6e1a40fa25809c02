namespace FlexCore.Persistence.PostgreSql.Hints;

/// <summary>A call that wakes one waiter now, or the next one at once; several calls are one. Setting from any thread; one waiter at a time.</summary>
internal sealed class Wake
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _set = New();

    public void Set()
    {
        lock (_gate)
        {
            _set.TrySetResult();
        }
    }

    /// <summary>Waits for a call, without a limit.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        await Current().WaitAsync(cancellationToken).ConfigureAwait(false);
        Reset();
    }

    /// <summary>Waits for a call, or until a time has passed.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        using var passed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(Current(), Task.Delay(atMost, time, passed.Token)).ConfigureAwait(false);
        await passed.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        Reset();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task Current()
    {
        lock (_gate)
        {
            return _set.Task;
        }
    }

    private void Reset()
    {
        lock (_gate)
        {
            if (_set.Task.IsCompleted)
            {
                _set = New();
            }
        }
    }
}
