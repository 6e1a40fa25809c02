using System.Collections.Concurrent;
using FlexCore.Application.Cluster;
using FlexCore.Application.Entities;
using FlexCore.Cluster.Regions.Serving;
using FlexCore.Cluster.Transport;
using FlexCore.Domain;

namespace FlexCore.Cluster.Regions;

/// <summary>The regions of one node of a cluster: what other nodes ask, and what this node asks them.</summary>
/// <remarks>Thread-safe. Regions are added before the transport starts, so that no request finds its kind missing.</remarks>
public sealed class ClusterRegions
{
    private readonly RegionService _service = new();
    private readonly ConcurrentBag<IEndingRegion> _regions = [];
    private readonly NodeTransport _transport;
    private readonly IShardLocator _locator;
    private readonly RegionOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Creates the regions of a node.</summary>
    /// <param name="transport">The way to other nodes.</param>
    /// <param name="locator">Where shards live.</param>
    /// <param name="options">The bounds of each region; read as it goes, do not change them afterwards.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ClusterOptionsException">A setting is outside its range.</exception>
    public ClusterRegions(NodeTransport transport, IShardLocator locator, RegionOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(locator);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        options.Validate();
        _transport = transport;
        _locator = locator;
        _options = options;
        _time = time;
        transport.Register(_service);
    }

    /// <summary>Adds a kind of entity: this node's region serves others from here on, and what is returned reaches every node.</summary>
    /// <typeparam name="TCommand">The aggregate's command family.</typeparam>
    /// <typeparam name="TState">The aggregate's state.</typeparam>
    /// <param name="local">The region of this node. It refuses with <c>not-owner</c> what it does not serve. Stopped by its owner.</param>
    /// <param name="definition">How commands and states travel.</param>
    /// <returns>The way to all entities of that kind.</returns>
    /// <exception cref="ArgumentException">The kind was added before.</exception>
    public ClusterRegion<TCommand, TState> Add<TCommand, TState>(IEntityRegion<TCommand, TState> local, RegionDefinition<TCommand, TState> definition)
        where TCommand : ICommand
    {
        ArgumentNullException.ThrowIfNull(local);
        ArgumentNullException.ThrowIfNull(definition);
        var region = new ClusterRegion<TCommand, TState>(new(_transport, local, definition, _options), _locator, _time);
        _service.Add(local.Kind, region.Endpoint);
        _regions.Add(region);
        return region;
    }

    /// <summary>
    /// The node has left or was declared down. Whatever waits for the owner of a shard has its end now instead of at its time-out, because this node learns of no owner
    /// any more; whatever comes is refused with <c>stopping</c>.
    /// </summary>
    public void End()
    {
        foreach (var region in _regions)
        {
            region.End();
        }
    }
}
