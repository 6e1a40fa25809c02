using System.Runtime.CompilerServices;
using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Testing.Faults;

/// <summary>A journal that fails on demand or by a seeded plan, before or after the commit, and can hold appends back.</summary>
/// <remarks>
/// Appends reach the inner journal in the order of the calls, also when they were held back, so pipelining keeps its contract.
/// Thread-safe; the order of concurrent calls decides which of them a seeded fault hits.
/// </remarks>
public sealed class FaultInjectingJournal : IEventJournal
{
    private readonly IEventJournal _inner;
    private readonly JournalFaultPlan _plan;
    private readonly Random _random;
    private readonly Lock _gate = new();
    private readonly Queue<JournalFault> _ordered = new();
    private readonly Queue<HeldAppend> _held = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> _heldWaiters = [];
    private bool _holding;
    private int _injectedCount;

    /// <summary>Wraps a journal.</summary>
    /// <param name="inner">The journal that does the work.</param>
    /// <param name="plan">The random faults; <see cref="JournalFaultPlan.OnDemand"/> for none.</param>
    public FaultInjectingJournal(IEventJournal inner, JournalFaultPlan plan)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(plan);
        _inner = inner;
        _plan = plan;
        _random = new Random(plan.Seed);
    }

    /// <summary>How many faults have been injected so far.</summary>
    public int InjectedCount => Volatile.Read(ref _injectedCount);

    /// <summary>Orders what happens to the next append that has no order yet. Orders go before the plan.</summary>
    /// <param name="fault">The fault, or <see cref="JournalFault.None"/> to let one append through.</param>
    public void FailNext(JournalFault fault)
    {
        lock (_gate)
        {
            _ordered.Enqueue(fault);
        }
    }

    /// <summary>Holds every later append back, before its commit, until <see cref="Release"/>.</summary>
    public void Hold()
    {
        lock (_gate)
        {
            _holding = true;
        }
    }

    /// <summary>Lets the held appends go on, in the order of their calls, and holds no more.</summary>
    public void Release()
    {
        lock (_gate)
        {
            _holding = false;
            while (_held.TryDequeue(out var held))
            {
                held.Start(RunAsync(held.Request, held.Fault, held.CancellationToken));
            }
        }
    }

    /// <summary>Waits until at least this many appends are held.</summary>
    /// <param name="count">The number of held appends to wait for.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task WhenHeldAsync(int count, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_held.Count >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _heldWaiters.Add((count, reached));
            return reached.Task.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public ValueTask<AppendResult> AppendAsync(AppendRequest request, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var fault = NextFault();
            if (!_holding)
            {
                return new ValueTask<AppendResult>(RunAsync(request, fault, cancellationToken));
            }

            var held = new HeldAppend(request, fault, cancellationToken);
            _held.Enqueue(held);
            foreach (var waiter in _heldWaiters.Where(waiter => _held.Count >= waiter.Count).ToArray())
            {
                _heldWaiters.Remove(waiter);
                waiter.Reached.SetResult();
            }

            return new ValueTask<AppendResult>(held.Outcome);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredEvent> ReadStreamAsync(
        EntityId stream, long fromVersion, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (NextReadFails())
        {
            throw new JournalException($"Injected failure: '{stream}' cannot be read from version {fromVersion} (seed {_plan.Seed}).");
        }

        await foreach (var stored in _inner.ReadStreamAsync(stream, fromVersion, cancellationToken).ConfigureAwait(false))
        {
            yield return stored;
        }
    }

    private async Task<AppendResult> RunAsync(AppendRequest request, JournalFault fault, CancellationToken cancellationToken)
    {
        if (fault == JournalFault.BeforeCommit)
        {
            throw new JournalException($"Injected failure before the commit of '{request.Stream}' (seed {_plan.Seed}).");
        }

        var result = await _inner.AppendAsync(request, cancellationToken).ConfigureAwait(false);
        return fault == JournalFault.AfterCommit
            ? throw new JournalOutcomeUnknownException($"Injected failure after the commit of '{request.Stream}' (seed {_plan.Seed}).")
            : result;
    }

    private JournalFault NextFault()
    {
        if (!_ordered.TryDequeue(out var fault))
        {
            var roll = _random.NextDouble();
            fault = roll < _plan.BeforeCommit ? JournalFault.BeforeCommit
                : roll < _plan.BeforeCommit + _plan.AfterCommit ? JournalFault.AfterCommit
                : JournalFault.None;
        }

        _injectedCount += fault == JournalFault.None ? 0 : 1;
        return fault;
    }

    private bool NextReadFails()
    {
        lock (_gate)
        {
            var fails = _plan.Read > 0 && _random.NextDouble() < _plan.Read;
            _injectedCount += fails ? 1 : 0;
            return fails;
        }
    }
}
