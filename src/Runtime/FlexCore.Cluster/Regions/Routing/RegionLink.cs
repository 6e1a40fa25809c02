using FlexCore.Application.Entities;
using FlexCore.Cluster.Transport;
using FlexCore.Domain;

namespace FlexCore.Cluster.Regions.Routing;

/// <summary>What the asks of one region share.</summary>
/// <param name="Transport">The way to other nodes.</param>
/// <param name="Local">The region of this node.</param>
/// <param name="Definition">How commands and states travel.</param>
/// <param name="Options">The bounds.</param>
internal sealed record RegionLink<TCommand, TState>(
    NodeTransport Transport, IEntityRegion<TCommand, TState> Local, RegionDefinition<TCommand, TState> Definition, RegionOptions Options)
    where TCommand : ICommand;
