using System.Runtime.CompilerServices;

namespace FlexCore.Actors.Mailboxes;

/// <summary>
/// A bounded multi-producer, single-consumer mailbox together with the turn that empties it. Actors and entities derive from it.
/// </summary>
/// <remarks>
/// <para>Concurrency: <see cref="Post"/>, <see cref="Signal"/> and <see cref="Resume"/> may be called from any thread. Everything else,
/// and every override, runs in the owner's turn: one thread at a time, with the memory effects of the turn before it visible.</para>
/// <para>Producers push onto a lock-free stack; the consumer takes the whole stack with one exchange and reverses it, which restores
/// the order of the pushes (R. K. Treiber, "Systems Programming: Coping with Parallelism", 1986; because the consumer never pops
/// single nodes there is no ABA hazard, and nodes may be pooled). The top of the stack is also the scheduling state: the producer
/// that replaces <see cref="Idle"/> schedules the owner, so queueing and waking cost one atomic operation.</para>
/// </remarks>
internal abstract class MailboxOwner : IThreadPoolWorkItem
{
    private const int HeldFlag = 1 << 30;
    private static readonly MailboxNode Idle = new Marker();
    private static readonly MailboxNode Closed = new Marker();

    // null: a turn runs or is scheduled, and nothing was pushed since it last looked.
    private MailboxNode? _top = Idle;
    private MailboxNode? _inbox;
    private int _posted;
    private int _taken;
    private int _signals;

    /// <summary>How many messages wait; a snapshot.</summary>
    internal int Depth => Math.Max(0, Volatile.Read(ref _posted) - Volatile.Read(ref _taken));

    /// <summary>The most messages that may wait.</summary>
    protected abstract int Capacity { get; }

    /// <summary>How many messages one turn takes before it goes to the back of the thread pool's queue.</summary>
    protected abstract int Throughput { get; }

    /// <summary>Whether no message waits. Only exact inside the turn, and only at that moment.</summary>
    protected bool IsEmpty => _inbox is null && Volatile.Read(ref _top) is null;

    /// <summary>Queues a message and wakes the owner.</summary>
    internal PostResult Post(MailboxNode node)
    {
        // The counters wrap around; only their difference is meaningful.
        if (unchecked(Interlocked.Increment(ref _posted) - Volatile.Read(ref _taken)) > Capacity)
        {
            Interlocked.Decrement(ref _posted);
            return ReferenceEquals(Volatile.Read(ref _top), Closed) ? PostResult.Closed : PostResult.Full;
        }

        var top = Volatile.Read(ref _top);
        while (true)
        {
            if (ReferenceEquals(top, Closed))
            {
                Interlocked.Decrement(ref _posted);
                return PostResult.Closed;
            }

            node.Next = ReferenceEquals(top, Idle) ? null : top;
            var seen = Interlocked.CompareExchange(ref _top, node, top);
            if (ReferenceEquals(seen, top))
            {
                break;
            }

            top = seen;
        }

        if (ReferenceEquals(top, Idle))
        {
            Schedule();
        }

        return PostResult.Accepted;
    }

    /// <summary>Raises flags that the next turn sees before any further message. Signals are not bounded: they only set bits.</summary>
    internal void Signal(int flags)
    {
        var before = Interlocked.Or(ref _signals, flags);
        if ((before & HeldFlag) != 0)
        {
            // Exactly one signaller takes the flag down, and that one wakes the owner.
            if ((Interlocked.And(ref _signals, ~HeldFlag) & HeldFlag) != 0)
            {
                Schedule();
            }
        }
        else if (ReferenceEquals(Interlocked.CompareExchange(ref _top, null, Idle), Idle))
        {
            Schedule();
        }
    }

    /// <summary>Continues a parked turn on the thread pool.</summary>
    internal void Resume() => Schedule();

    /// <summary>Runs one turn.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        var left = Throughput;
        var turn = OnTurnStarted();
        while (true)
        {
            if (Volatile.Read(ref _signals) != 0 && turn is Turn.Continue or Turn.Hold)
            {
                turn = OnSignals(Interlocked.Exchange(ref _signals, 0));
                continue;
            }

            if (turn is Turn.Park or Turn.Closed || (turn == Turn.Hold && TryHold()))
            {
                return;
            }

            if (turn == Turn.Hold)
            {
                continue;
            }

            var node = Take();
            if (node is null)
            {
                turn = OnEmpty();
                if (turn == Turn.Continue && TryGoIdle())
                {
                    return;
                }

                continue;
            }

            if (left-- == 0)
            {
                Return(node);
                Schedule();
                return;
            }

            turn = Receive(node);
        }
    }

    /// <summary>Begins a turn, first or resumed; finishes what a parked operation left.</summary>
    protected virtual Turn OnTurnStarted() => Turn.Continue;

    /// <summary>Runs when no message waits, before the owner goes idle. May close the mailbox.</summary>
    protected virtual Turn OnEmpty() => Turn.Continue;

    /// <summary>Handles one message.</summary>
    protected abstract Turn Receive(MailboxNode node);

    /// <summary>Handles signals. Called with 0 never.</summary>
    protected abstract Turn OnSignals(int flags);

    /// <summary>Puts a message that was received back to the front.</summary>
    protected void Return(MailboxNode node)
    {
        node.Next = _inbox;
        _inbox = node;
        Volatile.Write(ref _taken, unchecked(_taken - 1));
    }

    /// <summary>Closes the mailbox if no message waits. Afterwards <see cref="Post"/> answers <see cref="PostResult.Closed"/>.</summary>
    protected bool TryClose() =>
        _inbox is null && Interlocked.CompareExchange(ref _top, Closed, null) is null;

    /// <summary>Takes the next message, or <see langword="null"/>.</summary>
    protected MailboxNode? Take()
    {
        var node = _inbox;
        if (node is null)
        {
            if (Volatile.Read(ref _top) is null)
            {
                return null;
            }

            node = Reverse(Interlocked.Exchange(ref _top, null));
        }

        _inbox = node.Next;
        node.Next = null;
        Volatile.Write(ref _taken, unchecked(_taken + 1));
        return node;
    }

    private static MailboxNode Reverse(MailboxNode? newest)
    {
        MailboxNode? reversed = null;
        while (newest is not null)
        {
            var next = newest.Next;
            newest.Next = reversed;
            reversed = newest;
            newest = next;
        }

        return reversed ?? throw new InvalidOperationException("A mailbox with a message in it was found empty.");
    }

    // The pool's global queue, first in first out, like the continuations of answered asks: with the per-thread queues, which are last in
    // first out and go before the global one, two busy callers could keep all other actors from running.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Schedule() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    private bool TryGoIdle()
    {
        if (Interlocked.CompareExchange(ref _top, Idle, null) is not null)
        {
            return false;
        }

        // A signal raised between the last look and the exchange saw a running turn and woke nobody.
        return Volatile.Read(ref _signals) == 0
            || !ReferenceEquals(Interlocked.CompareExchange(ref _top, null, Idle), Idle);
    }

    private bool TryHold() => Interlocked.CompareExchange(ref _signals, HeldFlag, 0) == 0;

    private sealed class Marker : MailboxNode;
}
