using FlexCore.Application.Entities;
using FlexCore.Domain;

namespace FlexCore.Hosting.Deferred;

/// <summary>Stands in for a region until the node has started. Thread-safe.</summary>
internal sealed class DeferredRegion<TCommand, TState>(string kind) : IEntityRegion<TCommand, TState>
    where TCommand : ICommand
{
    public Deferred<IEntityRegion<TCommand, TState>> Region { get; } = new();

    public string Kind => kind;

    public ValueTask<CommandReply> AskAsync(EntityId id, TCommand command, CancellationToken cancellationToken = default) =>
        Region.Value.AskAsync(id, command, cancellationToken);

    public ValueTask<EntityView<TState>> ReadAsync(EntityId id, CancellationToken cancellationToken = default) => Region.Value.ReadAsync(id, cancellationToken);
}
