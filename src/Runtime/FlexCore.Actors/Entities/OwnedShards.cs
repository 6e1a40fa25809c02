using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Actors.Entities;

/// <summary>The shards one process owns. All its regions share it, so that no region fences another.</summary>
/// <remarks>Thread-safe. Reading a lease takes no lock.</remarks>
public sealed class OwnedShards
{
    private readonly IShardLeases? _leases;
    private readonly ShardLease?[] _owned;
    private readonly bool[] _closed;
    private readonly string _owner;
    private readonly Lock _gate = new();
    private readonly Dictionary<int, Task> _reacquiring = [];

    private readonly Func<bool>? _mayServe;
    private bool _serving = true;

    private OwnedShards(IShardLeases? leases, string owner, ShardLease?[] owned, Func<bool>? mayServe = null)
    {
        _mayServe = mayServe;
        _leases = leases;
        _owner = owner;
        _owned = owned;
        _closed = new bool[owned.Length];
    }

    /// <summary>The fixed number of shards of the store.</summary>
    public int Count => _owned.Length;

    /// <summary>Takes over every shard of a store, each with its next epoch.</summary>
    /// <param name="leases">The store's leases.</param>
    /// <param name="owner">The name of this process.</param>
    /// <param name="cancellationToken">Stops waiting; the take-over may still happen.</param>
    /// <exception cref="JournalException">The store cannot be written.</exception>
    public static async ValueTask<OwnedShards> AcquireAllAsync(
        IShardLeases leases, string owner, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(leases);
        ArgumentException.ThrowIfNullOrEmpty(owner);
        return new OwnedShards(leases, owner, [.. await leases.AcquireAllAsync(owner, cancellationToken)]);
    }

    /// <summary>Begins without any shard: a <see cref="ShardHost"/> is told which ones this process has.</summary>
    /// <param name="shardCount">The fixed number of shards of the store.</param>
    /// <param name="mayServe">
    /// Whether the process may answer commands at this instant, asked for every command; <see langword="null"/> for always. A process that wakes from a long pause
    /// must know before any timer has told its host.
    /// </param>
    public static OwnedShards None(int shardCount, Func<bool>? mayServe = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shardCount, 1);
        return new OwnedShards(null, "", new ShardLease?[shardCount], mayServe);
    }

    /// <summary>The lease under which this process may write an entity's shard, as far as it knows; <see langword="null"/> when it may not.</summary>
    /// <param name="entity">The entity.</param>
    public ShardLease? LeaseOf(EntityId entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return LeaseOf(entity.ShardOf(Count));
    }

    /// <summary>Whether commands may be answered at all.</summary>
    internal bool IsServing
    {
        get => Volatile.Read(ref _serving) && (_mayServe is null || _mayServe());
        set => Volatile.Write(ref _serving, value);
    }

    /// <summary>The lease on a shard, or <see langword="null"/> when another owner has taken it.</summary>
    /// <param name="shard">The shard number.</param>
    public ShardLease? LeaseOf(int shard) => Volatile.Read(ref _owned[shard]);

    /// <summary>Whether commands of a shard may be answered. A process that owns every shard of its store finds out when it writes.</summary>
    internal ShardAdmission Admit(int shard) => this switch
    {
        { _leases: not null } => ShardAdmission.Open,

        // A shard that was given away is served elsewhere, whether this process serves anything or not.
        _ when LeaseOf(shard) is null || Volatile.Read(ref _closed[shard]) => ShardAdmission.NotOwner,
        _ => IsServing ? ShardAdmission.Open : ShardAdmission.NotServing,
    };

    /// <summary>Serves a shard under a lease that was taken for this process; an older one is forgotten.</summary>
    internal void Grant(ShardLease lease)
    {
        Volatile.Write(ref _closed[lease.Shard], false);
        Volatile.Write(ref _owned[lease.Shard], lease);
    }

    /// <summary>Takes no new commands of a shard; what was accepted is still written under its lease.</summary>
    internal void Close(int shard)
    {
        Volatile.Write(ref _closed[shard], true);
        Interlocked.MemoryBarrier();
    }

    /// <summary>Gives up a shard whose lease was fenced; a newer lease on it is kept.</summary>
    /// <returns>Whether it was owned through this lease until now.</returns>
    internal bool Lose(ShardLease lease) =>
        ReferenceEquals(Interlocked.CompareExchange(ref _owned[lease.Shard], null, lease), lease);

    /// <summary>Takes a lost shard back with the next epoch, once for all who ask at the same time; does nothing when it is owned.</summary>
    /// <exception cref="JournalException">The store cannot be written, or a cluster decides who has the shard.</exception>
    internal Task ReacquireAsync(int shard)
    {
        if (_leases is null)
        {
            return Task.FromException(new JournalException($"Shard {shard} was lost; the cluster decides who takes it."));
        }

        lock (_gate)
        {
            if (LeaseOf(shard) is not null)
            {
                return Task.CompletedTask;
            }

            if (!_reacquiring.TryGetValue(shard, out var reacquiring))
            {
                reacquiring = AcquireAsync(_leases, shard);
                _reacquiring.Add(shard, reacquiring);
            }

            return reacquiring;
        }
    }

    private async Task AcquireAsync(IShardLeases leases, int shard)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            Volatile.Write(ref _owned[shard], await leases.AcquireAsync(shard, _owner));
        }
        finally
        {
            lock (_gate)
            {
                _reacquiring.Remove(shard);
            }
        }
    }
}
