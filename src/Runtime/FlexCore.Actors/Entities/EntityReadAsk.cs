using FlexCore.Actors.Asking;
using FlexCore.Application.Entities;
using FlexCore.Domain;

namespace FlexCore.Actors.Entities;

/// <summary>A read on its way; it passes through the mailbox like a command and waits for the commits before it.</summary>
internal sealed class EntityReadAsk<TState>(AskPool<EntityReadAsk<TState>> pool, TimeSpan timeout) : Ask<EntityView<TState>>
{
    private EntityId? _id;

    /// <summary>What to answer when the commits before it are durable.</summary>
    internal EntityView<TState> View { get; set; }

    internal void Begin(EntityId id, long deadline, CancellationToken cancellationToken)
    {
        _id = id;
        Begin(deadline, cancellationToken);
    }

    /// <inheritdoc/>
    protected override Exception CreateTimeoutException() =>
        new AskTimeoutException(_id ?? throw new InvalidOperationException("A pooled ask without an entity timed out."), timeout);

    /// <inheritdoc/>
    protected override void Clear()
    {
        _id = null;
        View = default;
    }

    /// <inheritdoc/>
    protected override void ReturnToPool() => pool.Return(this);
}
