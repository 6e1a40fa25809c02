using FlexCore.Actors.Asking;
using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Actors.Entities;

/// <summary>A command on its way: waiting in the mailbox, then among the entity's pending commits until its answer may leave.</summary>
internal sealed class EntityCommandAsk<TState, TCommand>(AskPool<EntityCommandAsk<TState, TCommand>> pool, TimeSpan timeout)
    : Ask<CommandReply>
    where TCommand : ICommand
{
    private EntityId? _id;
    private TCommand? _command;

    internal TCommand Command => _command ?? throw new InvalidOperationException("A pooled ask without a command was received.");

    /// <summary>The span that the command's events point to, or <see langword="null"/>.</summary>
    internal TraceParent? Trace { get; private set; }

    /// <summary>Whether the answer waits for an append of its own, and not only for those before it.</summary>
    internal bool HasCommit { get; private set; }

    /// <summary>The append; taken exactly once.</summary>
    internal ValueTask<AppendResult> Commit { get; private set; }

    /// <summary>The answer that leaves when everything up to here is durable.</summary>
    internal CommandReply Outcome { get; private set; }

    /// <summary>The snapshot to store after the commit, if it is time for one.</summary>
    internal SnapshotDraft<TState>? Snapshot { get; set; }

    /// <summary>The timer the state after this command asks for.</summary>
    internal EntityTimer<TCommand>? Timer { get; set; }

    internal void Begin(EntityId id, TCommand command, TraceParent? trace, long deadline, CancellationToken cancellationToken)
    {
        _id = id;
        _command = command;
        Trace = trace;
        Begin(deadline, cancellationToken);
    }

    internal void AwaitCommit(ValueTask<AppendResult> commit, CommandReply outcome)
    {
        HasCommit = true;
        Commit = commit;
        Outcome = outcome;
    }

    internal void AwaitPredecessors(CommandReply outcome)
    {
        HasCommit = false;
        Outcome = outcome;
    }

    /// <inheritdoc/>
    protected override Exception CreateTimeoutException() =>
        new AskTimeoutException(_id ?? throw new InvalidOperationException("A pooled ask without an entity timed out."), timeout);

    /// <inheritdoc/>
    protected override void Clear()
    {
        _id = null;
        _command = default;
        Trace = null;
        HasCommit = false;
        Commit = default;
        Outcome = default;
        Snapshot = null;
        Timer = null;
    }

    /// <inheritdoc/>
    protected override void ReturnToPool() => pool.Return(this);
}
