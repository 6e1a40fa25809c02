using FlexCore.Application.Commands;
using FlexCore.Application.Events;
using FlexCore.Domain;

namespace FlexCore.Cluster.Regions;

/// <summary>How one kind of entity is spoken about between nodes.</summary>
/// <typeparam name="TCommand">The aggregate's command family.</typeparam>
/// <typeparam name="TState">The aggregate's state.</typeparam>
/// <param name="Commands">How commands travel.</param>
/// <param name="States">How states travel: in the shape of snapshots.</param>
public sealed record RegionDefinition<TCommand, TState>(ICommandCodec<TCommand> Commands, ISnapshotCodec<TState> States)
    where TCommand : ICommand;
