using FlexCore.Actors.Asking;

namespace FlexCore.Actors;

/// <summary>A message whose sender waits.</summary>
internal sealed class ActorAsk<TMessage, TReply>(AskPool<ActorAsk<TMessage, TReply>> pool) : Ask<TReply>
{
    // A pooled ask is in use exactly when both are set.
    private ActorCell<TMessage, TReply>? _actor;
    private TMessage? _message;

    internal TMessage Message => _message ?? throw new InvalidOperationException("A pooled ask without a message was received.");

    internal void Begin(ActorCell<TMessage, TReply> actor, TMessage message, long deadline, CancellationToken cancellationToken)
    {
        _actor = actor;
        _message = message;
        Begin(deadline, cancellationToken);
    }

    /// <inheritdoc/>
    protected override Exception CreateTimeoutException() => new ActorTimeoutException(_actor?.Name ?? "?");

    /// <inheritdoc/>
    protected override void Clear()
    {
        _actor = null;
        _message = default;
    }

    /// <inheritdoc/>
    protected override void ReturnToPool() => pool.Return(this);
}
