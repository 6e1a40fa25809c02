using FlexCore.Application.Cluster;
using FlexCore.Application.Journal;

namespace FlexCore.Actors.Entities;

/// <summary>Serves the shards that a cluster gives to this process, with all regions that were added.</summary>
/// <remarks>Thread-safe. Regions are added before the first shard starts.</remarks>
/// <param name="shards">The shards of this process; shared with the regions' storage.</param>
public sealed class ShardHost(OwnedShards shards) : IShardHost
{
    private readonly Lock _gate = new();
    private IShardResidents[] _regions = [];

    /// <summary>Adds a region, which then hands off its entities with their shards.</summary>
    /// <typeparam name="TState">The aggregate's state.</typeparam>
    /// <typeparam name="TCommand">The aggregate's command family.</typeparam>
    /// <typeparam name="TEvent">The aggregate's event family.</typeparam>
    /// <param name="region">The region; its storage has this host's shards.</param>
    /// <exception cref="ArgumentException">The region has shards of its own.</exception>
    public void Add<TState, TCommand, TEvent>(EntityRegion<TState, TCommand, TEvent> region)
        where TCommand : Domain.ICommand
    {
        ArgumentNullException.ThrowIfNull(region);
        if (!ReferenceEquals(region.Storage.Shards, shards))
        {
            throw new ArgumentException($"The region of '{region.Kind}' has other shards than this host. Give both the same.", nameof(region));
        }

        lock (_gate)
        {
            _regions = [.. _regions, region];
        }
    }

    /// <inheritdoc/>
    public ValueTask StartAsync(ShardLease lease, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        shards.Grant(lease);
        foreach (var region in _regions)
        {
            region.RecallShard(lease.Shard);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DrainAsync(int shard, CancellationToken cancellationToken = default)
    {
        if (shards.LeaseOf(shard) is not { } lease)
        {
            return;
        }

        shards.Close(shard);
        try
        {
            await Task.WhenAll(_regions.Select(region => region.DrainShardAsync(shard, cancellationToken))).ConfigureAwait(false);
        }
        finally
        {
            // Whether all has left memory or the drain was cut short: from here on nothing is decided under this lease.
            Lose(lease);
        }
    }

    /// <inheritdoc/>
    public void Lose(ShardLease lease)
    {
        ArgumentNullException.ThrowIfNull(lease);
        if (shards.Lose(lease))
        {
            foreach (var region in _regions)
            {
                region.DropShard(lease.Shard);
            }
        }
    }

    /// <inheritdoc/>
    public void SetServing(bool serving) => shards.IsServing = serving;
}
