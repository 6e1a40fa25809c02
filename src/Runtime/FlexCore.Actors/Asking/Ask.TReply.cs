using System.Threading.Tasks.Sources;

namespace FlexCore.Actors.Asking;

/// <summary>A pooled ask with a typed reply; the caller awaits it as a <see cref="ValueTask{TResult}"/>.</summary>
/// <typeparam name="TReply">The reply.</typeparam>
internal abstract class Ask<TReply> : Ask, IValueTaskSource<TReply>
{
    private ManualResetValueTaskSourceCore<TReply> _core;
    private TReply? _reply;
    private Exception? _failure;
    private bool _settledByActor;

    /// <summary>The caller's side of a begun ask.</summary>
    internal ValueTask<TReply> Task => new(this, _core.Version);

    /// <summary>Answers. Does nothing when the caller no longer waits.</summary>
    internal void Reply(TReply reply)
    {
        if (TrySettle())
        {
            _reply = reply;
            _settledByActor = true;
            Deliver();
        }
    }

    /// <summary>Answers on this thread, before anybody can wait: for an ask that went nowhere.</summary>
    internal void ReplyAtOnce(TReply reply)
    {
        if (TrySettle())
        {
            _reply = reply;
            _settledByActor = true;
            Publish();
        }
    }

    /// <summary>Fails on this thread, before anybody can wait: for an ask that went nowhere.</summary>
    internal void FailAtOnce(Exception failure)
    {
        if (TrySettle())
        {
            _failure = failure;
            _settledByActor = true;
            Publish();
        }
    }

    /// <summary>Answers with an error. Does nothing when the caller no longer waits.</summary>
    internal void Fail(Exception failure)
    {
        if (TrySettle())
        {
            _failure = failure;
            _settledByActor = true;
            Deliver();
        }
    }

    /// <inheritdoc/>
    TReply IValueTaskSource<TReply>.GetResult(short token)
    {
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            Release();
        }
    }

    /// <inheritdoc/>
    ValueTaskSourceStatus IValueTaskSource<TReply>.GetStatus(short token) => _core.GetStatus(token);

    /// <inheritdoc/>
    void IValueTaskSource<TReply>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    /// <summary>Forgets the message, so that a pooled ask keeps nothing alive.</summary>
    protected abstract void Clear();

    /// <summary>Puts a free ask back.</summary>
    protected abstract void ReturnToPool();

    /// <inheritdoc/>
    protected sealed override void SetFailure(Exception failure) => _failure = failure;

    /// <inheritdoc/>
    protected sealed override void Publish()
    {
        if (_failure is { } failure)
        {
            _core.SetException(failure);
        }
        else
        {
            // The reply was stored by whoever settled the ask without a failure.
            _core.SetResult(_reply!);
        }
    }

    private void Release()
    {
        _reply = default;
        _failure = null;
        var settledByActor = _settledByActor;
        _settledByActor = false;
        if (settledByActor)
        {
            Clear();
        }

        _core.Reset();
        if (End(settledByActor))
        {
            ReturnToPool();
        }
    }
}
