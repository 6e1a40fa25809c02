using System.Runtime.CompilerServices;
using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Membership;

/// <summary>What this node knows of the cluster. Versions never go back, whoever brings which snapshot in which order.</summary>
/// <remarks>Thread-safe: one lock guards the state; loops are woken and watchers released outside any of their code.</remarks>
internal sealed class ClusterView : IClusterView, IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<Wake> _wakes = [];
    private readonly ServingClock _serving;
    private readonly ITimer _timer;
    private ClusterState _current;
    private long _revision = 1;
    private volatile bool _selfServes;
    private TaskCompletionSource _changed = NewSignal();

    internal ClusterView(NodeId self, MembershipSnapshot membership, ShardTableSnapshot shards, ServingClock serving, TimeProvider time)
    {
        _current = new ClusterState(self, membership, shards, Leader: null, IsServing: false);
        _serving = serving;
        _timer = time.CreateTimer(static view => (view as ClusterView)?.LookAtServing(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public ClusterState Current => Volatile.Read(ref _current);

    /// <inheritdoc/>
    public bool IsServing => _selfServes && _serving.IsFresh;

    internal NodeId Self => Current.Self;

    internal MemberStatus SelfStatus => Current.Find(Self)?.Status ?? MemberStatus.Down;

    internal TableVersions Versions => VersionsOf(Current);

    /// <summary>Grows with every change of the state.</summary>
    internal long Revision
    {
        get
        {
            lock (_gate)
            {
                return _revision;
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ClusterState> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ClusterState state;
            Task changed;
            lock (_gate)
            {
                (state, changed) = (_current, _changed.Task);
            }

            yield return state;
            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The state together with its revision.</summary>
    internal (ClusterState State, long Revision) Look()
    {
        lock (_gate)
        {
            return (_current, _revision);
        }
    }

    /// <summary>Completes when the state is newer than a revision.</summary>
    internal Task ChangedAfter(long revision)
    {
        lock (_gate)
        {
            return _revision > revision ? Task.CompletedTask : _changed.Task;
        }
    }

    /// <summary>Lets a loop be woken by every change.</summary>
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

    /// <summary>Brings a newer membership. An older one is ignored; one of the same version renews the heartbeats alone and wakes nobody.</summary>
    internal void Offer(MembershipSnapshot membership)
    {
        lock (_gate)
        {
            var known = _current.Membership;
            if (membership.Version > known.Version)
            {
                Publish(_current with { Membership = membership });
            }
            else if (membership.Version == known.Version && membership.At > known.At)
            {
                Volatile.Write(ref _current, _current with { Membership = membership });
            }
        }
    }

    /// <summary>Brings a newer shard table. One of the same version whose epochs have grown is newer, too: somebody has changed its rows by hand.</summary>
    internal void Offer(ShardTableSnapshot shards)
    {
        lock (_gate)
        {
            var known = _current.Shards;
            if (shards.Version > known.Version || (shards.Version == known.Version && HasGrown(known.Rows, shards.Rows)))
            {
                Publish(_current with { Shards = shards });
            }
        }
    }

    /// <summary>Says who leads. An older leader than the known one is ignored.</summary>
    internal void OfferLeader(NamedLease? leader)
    {
        lock (_gate)
        {
            if (leader != _current.Leader && (leader is null || leader.Epoch >= (_current.Leader?.Epoch ?? 0)))
            {
                Publish(_current with { Leader = leader });
            }
        }
    }

    /// <summary>A heartbeat has arrived.</summary>
    /// <param name="sentAt">The node's own timestamp from before it was sent.</param>
    internal void Heartbeat(long sentAt)
    {
        lock (_gate)
        {
            _serving.Heard(sentAt);
            Publish(_current);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    // Epochs never go back, so they order what the version does not.
    private static bool HasGrown(IReadOnlyList<ShardRow> known, IReadOnlyList<ShardRow> offered)
    {
        var grown = false;
        for (var shard = 0; shard < Math.Min(known.Count, offered.Count); shard++)
        {
            if (offered[shard].Epoch < known[shard].Epoch)
            {
                return false;
            }

            grown |= offered[shard].Epoch > known[shard].Epoch;
        }

        return grown;
    }

    private static bool MaySelfServe(ClusterState state) => state.Find(state.Self) is { Status: MemberStatus.Up or MemberStatus.Leaving };

    private static TableVersions VersionsOf(ClusterState state) => new(state.Membership.Version, state.Shards.Version);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void LookAtServing()
    {
        lock (_gate)
        {
            Publish(_current);
        }
    }

    // Called with the lock held. The signals it sets run their waiters elsewhere.
    private void Publish(ClusterState next)
    {
        _selfServes = MaySelfServe(next);
        var left = _selfServes ? _serving.Left : TimeSpan.Zero;
        next = next with { IsServing = left > TimeSpan.Zero };
        _timer.Change(next.IsServing ? left : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (next == _current)
        {
            return;
        }

        Volatile.Write(ref _current, next);
        _revision++;
        var changed = _changed;
        _changed = NewSignal();
        changed.SetResult();
        foreach (var wake in _wakes)
        {
            wake.Set();
        }
    }
}
