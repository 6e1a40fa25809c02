using FlexCore.Application.Cluster;
using FlexCore.Cluster.Transport;

namespace FlexCore.Cluster.Regions.Routing;

/// <summary>The way to one shard for the commands and reads of this node, which keeps their order when the shard moves.</summary>
/// <remarks>
/// <para>Thread-safe. While everything goes to one owner, asks are sent at once. When an ask comes back unprocessed, or the owner changes while
/// asks are under way to the old one, later asks are held until all of those have an end; then what came back goes first, in its order, and
/// what was held after it. Each such turn begins a new round; an owner that sent one ask of a round back sends all later ones of it back.</para>
/// <para>One task per shard tries again, and only while something is held.</para>
/// </remarks>
internal sealed class ShardRoute(int shard, ShardRouter router)
{
    private readonly Lock _gate = new();
    private readonly List<IRoutedAsk> _returned = [];
    private readonly Queue<IRoutedAsk> _held = new();
    private NodeId? _target;
    private long _session;
    private long _sequence;
    private long _round = 1;
    private long _staleVersion = -1;
    private int _underWay;
    private bool _hasWaiting;
    private bool _isTrying;

    /// <summary>How many asks have no end yet.</summary>
    internal int Open
    {
        get
        {
            lock (_gate)
            {
                return _underWay + _held.Count + _returned.Count;
            }
        }
    }

    /// <summary>Lets an ask go to this node's own region directly, when it has the shard and nothing must go before.</summary>
    /// <param name="sequence">The ask's number, in case it comes back.</param>
    /// <returns>Whether it may; then it is under way until <see cref="OnEnded"/> or <see cref="OnReturned"/>.</returns>
    internal bool TryEnterHere(out long sequence)
    {
        lock (_gate)
        {
            sequence = 0;
            if (_hasWaiting || router.Locator.Locate(shard) is not { IsLocal: true, Owner: { } self } || (_underWay > 0 && _target != self.Id))
            {
                return false;
            }

            _target = self.Id;
            Interlocked.Increment(ref _underWay);
            sequence = ++_sequence;
            return true;
        }
    }

    /// <summary>Takes an ask, sends it or holds it.</summary>
    internal void Submit(IRoutedAsk ask)
    {
        lock (_gate)
        {
            if (router.IsOver)
            {
                ask.Refuse("stopping", ShardRouter.Over);
                return;
            }

            ask.Sequence = ++_sequence;
            if (!_hasWaiting)
            {
                var location = router.Locator.Locate(shard);
                if (location.Owner is { } owner && (_underWay == 0 || _target == owner.Id))
                {
                    if (Send(ask, owner, location.IsLocal))
                    {
                        return;
                    }
                }
            }

            Hold(ask);
        }
    }

    /// <summary>An ask has its end, whatever it is.</summary>
    internal void OnEnded()
    {
        if (Interlocked.Decrement(ref _underWay) == 0 && Volatile.Read(ref _hasWaiting))
        {
            lock (_gate)
            {
                TrySendWaiting();
            }
        }

        router.TellEnd();
    }

    /// <summary>An ask came back: it was certainly not processed, or it may be processed twice.</summary>
    internal void OnReturned(IRoutedAsk ask)
    {
        lock (_gate)
        {
            if (router.IsOver)
            {
                Interlocked.Decrement(ref _underWay);
                router.TellEnd();
                ask.GiveUp(ShardRouter.Over);
                return;
            }

            _returned.Add(ask);
            router.CountHeld(1);
            router.Instruments.CountReturned();
            Volatile.Write(ref _hasWaiting, true);
            var location = router.Locator.Locate(shard);
            _staleVersion = location.Owner?.Id == _target ? location.Version : -1;
            if (Interlocked.Decrement(ref _underWay) == 0)
            {
                TrySendWaiting();
            }

            KeepTrying();
        }

        router.TellEnd();
        router.Locator.Refresh();
    }

    /// <summary>The node has no part in the cluster any more: what waits has its end now, because no view will ever name another owner.</summary>
    internal void End()
    {
        lock (_gate)
        {
            router.CountHeld(-_returned.Count - _held.Count);
            _returned.ForEach(static ask => ask.GiveUp(ShardRouter.Over));
            _returned.Clear();
            while (_held.TryDequeue(out var ask))
            {
                ask.Refuse("stopping", ShardRouter.Over);
            }

            Volatile.Write(ref _hasWaiting, false);
        }

        router.TellEnd();
    }

    private void Hold(IRoutedAsk ask)
    {
        if (!router.TryHold())
        {
            ask.Refuse("overloaded", $"{router.HeldMax} commands wait already for shards that move or cannot be reached. Try again later.");
            return;
        }

        _held.Enqueue(ask);
        Interlocked.Exchange(ref _hasWaiting, true);
        KeepTrying();
    }

    /// <returns>Whether the ask has been dealt with; otherwise the owner cannot be reached now.</returns>
    private bool Send(IRoutedAsk ask, Member owner, bool isLocal)
    {
        _target = owner.Id;
        if (Interlocked.Increment(ref _underWay) == 1)
        {
            // Nothing is under way that another connection could overtake.
            _session = 0;
        }

        if (isLocal)
        {
            if (ask.TrySendHere())
            {
                return true;
            }

            Interlocked.Decrement(ref _underWay);
            router.Locator.Refresh();
            return false;
        }

        var result = ask.SendTo(owner, _round, ref _session);
        if (result == SendResult.Accepted)
        {
            router.Instruments.CountRemote();
            return true;
        }

        Interlocked.Decrement(ref _underWay);
        switch (result)
        {
            case null:
                // It could not be written and has its end.
                return true;
            case SendResult.Overloaded:
                ask.Refuse("overloaded", $"Too much waits for node {owner.Id}, or the command is too large. Send it less at once and try again.");
                return true;
            case SendResult.Stopping:
                ask.Refuse("stopping", "This node is stopping. Ask another node.");
                return true;
            default:
                router.Locator.Refresh();
                return false;
        }
    }

    // Called with the lock held.
    private void KeepTrying()
    {
        if (!_isTrying)
        {
            _isTrying = true;
            _ = TryAgainAsync();
        }
    }

    private async Task TryAgainAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (true)
        {
            var known = router.Locator.Locate(shard).Version;
            lock (_gate)
            {
                Forget();
                TrySendWaiting();
                router.TellEnd();
                if (_held.Count == 0 && _returned.Count == 0)
                {
                    Volatile.Write(ref _hasWaiting, false);
                    _isTrying = false;
                    return;
                }
            }

            await router.WaitAsync(known).ConfigureAwait(false);
            lock (_gate)
            {
                _staleVersion = -1;
            }
        }
    }

    /// <summary>Sends what waits if nothing is under way and the owner is not the one that has just sent something back.</summary>
    private void TrySendWaiting()
    {
        if (Volatile.Read(ref _underWay) == 0 && router.Locator.Locate(shard) is { Owner: { } owner } location && location.Version != _staleVersion)
        {
            SendWaiting(owner, location.IsLocal);
        }

        if (_held.Count == 0 && _returned.Count == 0)
        {
            Volatile.Write(ref _hasWaiting, false);
        }
    }

    private void SendWaiting(Member owner, bool isLocal)
    {
        if (_returned.Count > 0)
        {
            _returned.Sort(static (a, b) => a.Sequence.CompareTo(b.Sequence));
            _round++;
        }

        var sent = 0;
        while (sent < _returned.Count && Send(_returned[sent], owner, isLocal))
        {
            sent++;
        }

        _returned.RemoveRange(0, sent);
        router.CountHeld(-sent);
        while (_returned.Count == 0 && _held.TryPeek(out var next) && Send(next, owner, isLocal))
        {
            _held.Dequeue();
            router.CountHeld(-1);
        }
    }

    /// <summary>Lets go of what nobody waits for any more.</summary>
    private void Forget()
    {
        router.CountHeld(-_returned.RemoveAll(static ask => !ask.IsPending));
        while (_held.TryPeek(out var next) && !next.IsPending)
        {
            _held.Dequeue();
            router.CountHeld(-1);
        }
    }
}
