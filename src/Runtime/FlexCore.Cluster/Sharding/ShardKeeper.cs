using FlexCore.Application.Cluster;
using FlexCore.Application.Journal;
using FlexCore.Cluster.Membership;

namespace FlexCore.Cluster.Sharding;

/// <summary>Holds this node's shards: takes what is assigned to it and free, and hands off what is assigned elsewhere: stop accepting, drain, release.</summary>
/// <remarks>
/// One loop decides; calls of the host run side by side and wake it when they end. The lock guards what both touch. For one shard the host's calls come one after
/// the other. A snapshot older than what this node holds says nothing: epochs are compared first.
/// </remarks>
internal sealed class ShardKeeper : IDisposable
{
    private readonly NodeParts _parts;
    private readonly TableReader _reader;
    private readonly HintSpreader _hints;
    private readonly ShardCalls _host;
    private readonly ShardLog _log;
    private readonly ShardInstruments _instruments;
    private readonly Wake _wake;
    private readonly Lock _gate = new();
    private readonly Dictionary<int, HeldShard> _held = [];
    private volatile bool _handsOffAll;

    internal ShardKeeper(NodeParts parts, TableReader reader, HintSpreader hints, ShardCalls host, ShardLog log)
    {
        (_parts, _reader, _hints, _host, _log) = (parts, reader, hints, host, log);
        _wake = new Wake(parts.Time);
        _instruments = new ShardInstruments(() => HeldCount, () => Count(ShardPhase.Serving));
    }

    /// <summary>How many shards this node holds, in whatever phase.</summary>
    internal int HeldCount
    {
        get
        {
            lock (_gate)
            {
                return _held.Count;
            }
        }
    }

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = cancellationToken.UnsafeRegister(static wake => (wake as Wake)?.Set(), _wake);
        _parts.View.Wakes(_wake);
        var serving = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            var state = _parts.View.Current;
            if (serving != state.IsServing)
            {
                serving = state.IsServing;
                _host.SetServing(serving);
                Note(serving);
            }

            HandOff(state);
            var done = await ReleaseDrainedAsync(state, cancellationToken) && await TakeFreeAsync(state, cancellationToken);
            StartNext();
            await _wake.WaitAsync(done && Count(ShardPhase.Acquired) == 0 ? _parts.Options.HeartbeatInterval : _parts.Options.RetryDelay);
        }

        _host.SetServing(serving: false);
        DropAll();
    }

    /// <summary>Drains and releases everything now, whether or not others can take it over: the time of a leave is running out.</summary>
    internal void HandOffAll()
    {
        _handsOffAll = true;
        _wake.Set();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _wake.Dispose();
        _instruments.Dispose();
    }

    private void Note(bool serving)
    {
        if (serving)
        {
            _parts.Log.Serving();
        }
        else
        {
            _parts.Log.NotServing(_parts.Options.ServeFor.TotalSeconds);
        }
    }

    private int Count(ShardPhase phase)
    {
        lock (_gate)
        {
            return _held.Values.Count(shard => shard.Phase == phase);
        }
    }

    /// <summary>Drops what was lost, and begins to drain what is to go. The host is called after the lock.</summary>
    private void HandOff(ClusterState state)
    {
        var mayStay = !_handsOffAll && (_parts.View.SelfStatus == MemberStatus.Up || (_parts.View.SelfStatus == MemberStatus.Leaving && OthersTakeOver(state)));
        var calls = new List<Action>();
        lock (_gate)
        {
            foreach (var shard in _held.Values)
            {
                var row = state.Shards.Rows[shard.Lease.Shard];
                if (row.Epoch > shard.Lease.Epoch)
                {
                    Lose(shard, row.Epoch, calls);
                }
                else if ((row.Epoch == shard.Lease.Epoch && row.Assigned is { } assigned && assigned != _parts.Self) || !mayStay)
                {
                    Drain(shard, calls);
                }
            }
        }

        calls.ForEach(static call => call());
    }

    // While others can take over, a leaving node serves each shard until the leader has found it a new owner.
    private static bool OthersTakeOver(ClusterState state) => state.Membership.Members.Any(static member => member.Status == MemberStatus.Up);

    private void Lose(HeldShard shard, long epoch, List<Action> calls)
    {
        if (shard.Phase == ShardPhase.Lost)
        {
            return;
        }

        _log.Lost(shard.Lease.Shard, shard.Lease.Epoch, epoch);
        _instruments.CountLost();
        Drop(shard, calls);
    }

    private void Drop(HeldShard shard, List<Action> calls)
    {
        shard.Phase = ShardPhase.Lost;
        if (shard.Call is { } call)
        {
            // The host is told when it has ended the call it is in, which may end by itself before this is said.
            calls.Add(() => Cancelling.Quietly(call));
        }
        else
        {
            calls.Add(() => Forget(shard));
        }
    }

    private void Drain(HeldShard shard, List<Action> calls)
    {
        if (shard.Phase == ShardPhase.Acquired)
        {
            shard.Phase = ShardPhase.Drained;
        }
        else if (shard is { Phase: ShardPhase.Starting, Call: { } call })
        {
            calls.Add(() => Cancelling.Quietly(call));
        }
        else if (shard.Phase == ShardPhase.Serving)
        {
            shard.Phase = ShardPhase.Draining;
            var draining = NewCall(shard);
            calls.Add(() => _ = DrainAsync(shard, draining));
        }
    }

    // The host hears of the loss before the shard can be taken again, so its calls keep their order.
    private void Forget(HeldShard shard)
    {
        _host.Lose(shard.Lease);
        lock (_gate)
        {
            _held.Remove(shard.Lease.Shard);
        }
    }

    private async Task DrainAsync(HeldShard shard, CancellationTokenSource call)
    {
        await _host.DrainAsync(shard.Lease, call.Token);
        EndCall(shard, ShardPhase.Drained);
    }

    private async Task StartAsync(HeldShard shard, CancellationTokenSource call)
    {
        var started = await _host.TryStartAsync(shard.Lease, call.Token);
        shard.FailedAt = started ? null : _parts.Time.GetTimestamp();
        EndCall(shard, started ? ShardPhase.Serving : ShardPhase.Acquired);
    }

    private CancellationTokenSource NewCall(HeldShard shard) => shard.Call = CancellationTokenSource.CreateLinkedTokenSource(_parts.End.Over);

    private void EndCall(HeldShard shard, ShardPhase next)
    {
        bool lost;
        lock (_gate)
        {
            shard.Call?.Dispose();
            shard.Call = null;
            lost = shard.Phase == ShardPhase.Lost;
            shard.Phase = lost ? ShardPhase.Lost : next;
        }

        if (lost)
        {
            Forget(shard);
        }

        _wake.Set();
    }

    /// <summary>Starts as many acquired shards as may start at once.</summary>
    private void StartNext()
    {
        var calls = new List<Action>();
        lock (_gate)
        {
            var free = Math.Max(0, _parts.Options.StartsMax - _held.Values.Count(shard => shard.Phase == ShardPhase.Starting));
            foreach (var shard in _held.Values.Where(MayStart).OrderBy(shard => shard.Lease.Shard).Take(free))
            {
                shard.Phase = ShardPhase.Starting;
                var starting = NewCall(shard);
                calls.Add(() => _ = StartAsync(shard, starting));
            }
        }

        calls.ForEach(static call => call());
    }

    private bool MayStart(HeldShard shard) =>
        shard.Phase == ShardPhase.Acquired && (shard.FailedAt is not { } at || _parts.Time.GetElapsedTime(at) >= _parts.Options.RestartDelay);

    /// <summary>Releases what is drained, and rows of this node that it does not hold: what a lost answer has left behind.</summary>
    private async Task<bool> ReleaseDrainedAsync(ClusterState state, CancellationToken cancellationToken)
    {
        List<ShardLease> leases;
        lock (_gate)
        {
            leases = [.. _held.Values.Where(shard => shard.Phase == ShardPhase.Drained).Select(shard => shard.Lease)];
            leases.AddRange(state.Shards.Rows
                .Where(row => row.Owner == _parts.Self && row.Assigned != _parts.Self && !_held.ContainsKey(row.Shard))
                .Select(row => new ShardLease(row.Shard, row.Epoch, _parts.Self.ToString())));
        }

        if (leases.Count == 0)
        {
            return true;
        }

        if (!await _parts.Calls.TryAsync("release shards", token => _parts.Tables.Shards.ReleaseAsync(leases, token), cancellationToken))
        {
            return false;
        }

        lock (_gate)
        {
            foreach (var lease in leases.Where(lease => _held.TryGetValue(lease.Shard, out var shard) && shard.Phase == ShardPhase.Drained && shard.Lease == lease))
            {
                _held.Remove(lease.Shard);
            }
        }

        _log.Released(leases.Count);
        await TellAsync(cancellationToken);
        return true;
    }

    /// <summary>Takes the shards that are assigned to this node and have no living owner but itself.</summary>
    private async Task<bool> TakeFreeAsync(ClusterState state, CancellationToken cancellationToken)
    {
        var wanted = Wanted(state);
        if (wanted.Count == 0)
        {
            return true;
        }

        var reply = await _parts.Calls.TryAsync("take shards", token => _parts.Tables.Shards.AcquireAsync(_parts.Self, wanted, token), cancellationToken);
        if (!reply.Succeeded)
        {
            return false;
        }

        lock (_gate)
        {
            foreach (var lease in reply.Value)
            {
                _held[lease.Shard] = new HeldShard(lease);
            }
        }

        if (reply.Value.Count > 0)
        {
            _log.Taken(reply.Value.Count);
            _instruments.CountTaken(reply.Value.Count);
            await TellAsync(cancellationToken);
        }
        else
        {
            // The table says something else than this view did.
            _reader.RefreshShards();
        }

        return reply.Value.Count == wanted.Count;
    }

    /// <summary>Sees its own change, and lets the others see it.</summary>
    private async Task TellAsync(CancellationToken cancellationToken)
    {
        await _reader.ReadShardsAsync(cancellationToken);
        _hints.Spread();
    }

    private List<int> Wanted(ClusterState state)
    {
        if (_parts.View.SelfStatus != MemberStatus.Up || !_parts.View.IsServing)
        {
            return [];
        }

        var alive = state.Membership.Members.Where(static member => member.Status != MemberStatus.Down).Select(static member => member.Id).ToHashSet();
        lock (_gate)
        {
            return
            [
                .. state.Shards.Rows
                    .Where(row => row.Assigned == _parts.Self && !_held.ContainsKey(row.Shard) && (row.Owner is not { } owner || owner == _parts.Self || !alive.Contains(owner)))
                    .Select(row => row.Shard),
            ];
        }
    }

    private void DropAll()
    {
        var calls = new List<Action>();
        lock (_gate)
        {
            foreach (var shard in _held.Values.Where(shard => shard.Phase != ShardPhase.Lost))
            {
                Drop(shard, calls);
            }
        }

        calls.ForEach(static call => call());
    }
}
