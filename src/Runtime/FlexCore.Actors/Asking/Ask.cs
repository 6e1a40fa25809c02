using FlexCore.Actors.Mailboxes;

namespace FlexCore.Actors.Asking;

/// <summary>One question on its way: message, answer, waiting caller and deadline in a single pooled object.</summary>
/// <remarks>
/// Concurrency: exactly one of the answering actor, the deadline sweeper and the caller's cancellation settles an ask; the state
/// word decides the race. Only an ask that was settled by its answer goes back to the pool, because after a time-out or a
/// cancellation the actor still holds it.
/// </remarks>
internal abstract class Ask : MailboxNode, IThreadPoolWorkItem
{
    private const long PhaseMask = 3;
    private const long Free = 0;
    private const long Pending = 1;
    private const long Settled = 2;
    private const long Abandoned = 3;
    private const long NextUse = 4;

    private long _state;
    private long _deadline;
    private CancellationTokenRegistration _cancellation;

    /// <summary>Whether nobody will ever use this ask again.</summary>
    internal bool IsAbandoned => (Volatile.Read(ref _state) & PhaseMask) == Abandoned;

    /// <summary>Whether the caller still waits. The answer to an ask that is not pending goes nowhere.</summary>
    internal bool IsPending => (Volatile.Read(ref _state) & PhaseMask) == Pending;

    /// <summary>Runs the caller's continuation on the thread pool, never on the actor's turn.</summary>
    void IThreadPoolWorkItem.Execute() => Publish();

    /// <summary>Settles the ask with a time-out if it waits and its deadline has passed.</summary>
    /// <param name="now">The current timestamp of the system's clock.</param>
    /// <returns>Whether the ask still waits for a later deadline.</returns>
    internal bool Sweep(long now)
    {
        // The state is read before the deadline: if the ask is answered and used again in between, its use counter has moved
        // and the exchange below fails.
        var state = Volatile.Read(ref _state);
        if ((state & PhaseMask) != Pending)
        {
            return false;
        }

        if (Volatile.Read(ref _deadline) > now)
        {
            return true;
        }

        if (Interlocked.CompareExchange(ref _state, (state & ~PhaseMask) | Settled, state) == state)
        {
            SetFailure(CreateTimeoutException());
            Deliver();
        }

        return false;
    }

    /// <summary>Makes a free ask wait for an answer until a deadline.</summary>
    protected void Begin(long deadline, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _deadline, deadline);
        Volatile.Write(ref _state, (_state & ~PhaseMask) | Pending);
        if (cancellationToken.CanBeCanceled)
        {
            _cancellation = cancellationToken.UnsafeRegister(
                static (ask, token) => ((Ask)ask!).Cancel(token), this);
        }
    }

    /// <summary>Claims the right to settle. The claimant sets the result and calls <see cref="Deliver"/>, then forgets the ask.</summary>
    protected bool TrySettle()
    {
        var state = Volatile.Read(ref _state);
        return (state & PhaseMask) == Pending
            && Interlocked.CompareExchange(ref _state, (state & ~PhaseMask) | Settled, state) == state;
    }

    /// <summary>Wakes the caller, in turn with the actors that are ready to run.</summary>
    protected void Deliver() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    /// <summary>Ends a use after the caller has its answer.</summary>
    /// <returns>Whether the ask may be used again.</returns>
    protected bool End(bool settledByActor)
    {
        var reusable = settledByActor && (_cancellation == default || _cancellation.Unregister());
        _cancellation = default;
        Volatile.Write(ref _state, ((_state & ~PhaseMask) + NextUse) | (reusable ? Free : Abandoned));
        return reusable;
    }

    /// <summary>Marks an ask that finds no place in the pool.</summary>
    internal void Abandon() => Volatile.Write(ref _state, _state | Abandoned);

    /// <summary>The error of a caller that waited too long.</summary>
    protected abstract Exception CreateTimeoutException();

    /// <summary>Stores a failure that does not come from the actor.</summary>
    protected abstract void SetFailure(Exception failure);

    /// <summary>Completes the caller's task with what was stored.</summary>
    protected abstract void Publish();

    private void Cancel(CancellationToken token)
    {
        if (TrySettle())
        {
            SetFailure(new OperationCanceledException(token));
            Deliver();
        }
    }
}
