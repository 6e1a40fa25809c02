using FlexCore.Application.Cluster;
using FlexCore.Cluster.Membership;

namespace FlexCore.Cluster.Singletons;

/// <summary>Renews the leases that this node holds and knows who holds the others: one statement per interval, however many leases and candidates there are.</summary>
/// <remarks>One loop renews and reads; the list may be looked at, and leases entered, from anywhere.</remarks>
internal sealed class LeaseBoard(NodeParts parts) : IDisposable
{
    private readonly Wake _wake = new(parts.Time);
    private readonly Lock _gate = new();
    private readonly List<Wake> _wakes = [];
    private readonly List<HeldLease> _held = [];
    private IReadOnlyList<LeaseHolding>? _list;
    private long _membersSeen = -1;
    private int _refresh;

    /// <summary>Every lease as last read; <see langword="null"/> before the first read.</summary>
    internal IReadOnlyList<LeaseHolding>? Current => Volatile.Read(ref _list);

    /// <summary>
    /// Whether a lease could be had when last looked at. Before the first look none can. One that the table gives to this node is asked for again: its answer was lost.
    /// </summary>
    internal bool IsFree(string name) => Current is { } list && list.All(holding => holding.Lease.Name != name || !holding.IsHeld || holding.Lease.Owner == parts.Self);

    /// <summary>Lets a candidate be woken when the list was read.</summary>
    internal void Wakes(Wake wake)
    {
        lock (_gate)
        {
            _wakes.Add(wake);
        }
    }

    internal void Forget(Wake wake)
    {
        lock (_gate)
        {
            _wakes.Remove(wake);
        }
    }

    /// <summary>Renews a lease from now on, until it is lost or <see cref="Drop"/>ped.</summary>
    internal void Keep(HeldLease held)
    {
        lock (_gate)
        {
            _held.Add(held);
        }
    }

    /// <summary>Renews it no more. A renewal that is under way may still lengthen it.</summary>
    internal void Drop(HeldLease held)
    {
        lock (_gate)
        {
            _held.Remove(held);
        }
    }

    /// <summary>Asks for a look now, because a lease was taken or given up here.</summary>
    internal void Refresh()
    {
        Volatile.Write(ref _refresh, 1);
        _wake.Set();
    }

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = cancellationToken.UnsafeRegister(static wake => (wake as Wake)?.Set(), _wake);
        parts.View.Wakes(_wake);
        var due = TimeSpan.Zero;
        var readAt = parts.Time.GetTimestamp();
        while (!cancellationToken.IsCancellationRequested)
        {
            // A member that went down has freed its leases; other changes of the view say nothing about them.
            var members = parts.View.Versions.Members;
            if (Interlocked.Exchange(ref _refresh, 0) == 1 || members != _membersSeen || parts.Time.GetElapsedTime(readAt) >= due)
            {
                readAt = parts.Time.GetTimestamp();
                _membersSeen = members;
                due = await RenewAsync(readAt, cancellationToken) ? parts.Options.LeaseInterval : parts.Options.RetryDelay;
            }

            await _wake.WaitAsync(due - parts.Time.GetElapsedTime(readAt));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _wake.Dispose();

    private async Task<bool> RenewAsync(long sentAt, CancellationToken cancellationToken)
    {
        HeldLease[] held;
        lock (_gate)
        {
            held = [.. _held];
        }

        NamedLease[] leases = [.. held.Select(static one => one.Lease)];
        var reply = await parts.Calls.TryAsync(
            "renew the leases", token => parts.Tables.Leases.RenewAsync(leases, parts.Options.LeaseTtl, token), cancellationToken);
        if (!reply.Succeeded)
        {
            return false;
        }

        foreach (var one in held)
        {
            one.Answer(reply.Value.Kept.Contains(one.Lease), sentAt);
        }

        Publish(reply.Value.Holdings);
        return true;
    }

    private void Publish(IReadOnlyList<LeaseHolding> list)
    {
        Volatile.Write(ref _list, list);
        parts.View.OfferLeader(list.FirstOrDefault(holding => holding is { IsHeld: true, Lease.Name: NamedLease.Leader })?.Lease);
        lock (_gate)
        {
            foreach (var wake in _wakes)
            {
                wake.Set();
            }
        }
    }
}
