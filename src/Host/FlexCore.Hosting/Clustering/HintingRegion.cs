using FlexCore.Application.Entities;
using FlexCore.Application.Topics;
using FlexCore.Domain;

namespace FlexCore.Hosting.Clustering;

/// <summary>A region whose accepted commands are hinted at on the topic bus, so that other nodes need not wait for their next look. Thread-safe.</summary>
internal sealed class HintingRegion<TCommand, TState>(IEntityRegion<TCommand, TState> region, ITopicBus bus, TopicMessage hint) : IEntityRegion<TCommand, TState>
    where TCommand : ICommand
{
    public string Kind => region.Kind;

    public async ValueTask<CommandReply> AskAsync(EntityId id, TCommand command, CancellationToken cancellationToken = default)
    {
        var reply = await region.AskAsync(id, command, cancellationToken).ConfigureAwait(false);
        if (reply.IsAccepted)
        {
            await bus.PublishAsync(hint, CancellationToken.None).ConfigureAwait(false);
        }

        return reply;
    }

    public ValueTask<EntityView<TState>> ReadAsync(EntityId id, CancellationToken cancellationToken = default) => region.ReadAsync(id, cancellationToken);
}
