using FlexCore.Application.EventStreams;
using FlexCore.Application.Messaging;

namespace FlexCore.Hosting;

/// <summary>What a node takes from the host's services.</summary>
/// <param name="Access">Decides who may do what with the event store.</param>
/// <param name="Commands">Takes the commands of schedules to their handlers.</param>
internal sealed record NodeUses(IEventAccess Access, ICommandBus Commands);
