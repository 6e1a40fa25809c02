using FlexCore.Application.Journal;

namespace FlexCore.Actors.Entities;

/// <summary>The shards one process owns. All its regions share it, so that no region fences another.</summary>
/// <remarks>Thread-safe. Reading a lease takes no lock.</remarks>
public sealed class OwnedShards
{
    private readonly IShardLeases _leases;
    private readonly ShardLease?[] _owned;
    private readonly string _owner;
    private readonly Lock _gate = new();
    private readonly Dictionary<int, Task> _reacquiring = [];

    private OwnedShards(IShardLeases leases, string owner, IReadOnlyList<ShardLease> owned)
    {
        _leases = leases;
        _owner = owner;
        _owned = [.. owned];
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
        return new OwnedShards(leases, owner, await leases.AcquireAllAsync(owner, cancellationToken));
    }

    /// <summary>The lease on a shard, or <see langword="null"/> when another owner has taken it.</summary>
    /// <param name="shard">The shard number.</param>
    internal ShardLease? LeaseOf(int shard) => Volatile.Read(ref _owned[shard]);

    /// <summary>Gives up a shard whose lease was fenced; a newer lease on it is kept.</summary>
    /// <returns>Whether it was owned through this lease until now.</returns>
    internal bool Lose(ShardLease lease) =>
        ReferenceEquals(Interlocked.CompareExchange(ref _owned[lease.Shard], null, lease), lease);

    /// <summary>Takes a lost shard back with the next epoch, once for all who ask at the same time; does nothing when it is owned.</summary>
    /// <exception cref="JournalException">The store cannot be written.</exception>
    internal Task ReacquireAsync(int shard)
    {
        lock (_gate)
        {
            if (LeaseOf(shard) is not null)
            {
                return Task.CompletedTask;
            }

            if (!_reacquiring.TryGetValue(shard, out var reacquiring))
            {
                reacquiring = AcquireAsync(shard);
                _reacquiring.Add(shard, reacquiring);
            }

            return reacquiring;
        }
    }

    private async Task AcquireAsync(int shard)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            Volatile.Write(ref _owned[shard], await _leases.AcquireAsync(shard, _owner));
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
