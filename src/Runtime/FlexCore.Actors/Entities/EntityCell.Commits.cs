using FlexCore.Actors.Mailboxes;
using FlexCore.Application.Entities;
using FlexCore.Application.Journal;

namespace FlexCore.Actors.Entities;

/// <content>Committing: from an append under way to an answer, or to a reload.</content>
internal sealed partial class EntityCell<TState, TCommand, TEvent>
{
    private void AddPending(MailboxNode node)
    {
        _pendingCount++;
        if (_lastPending is null)
        {
            _firstPending = _lastPending = node;
            DrainCommits();
        }
        else
        {
            _lastPending.Next = node;
            _lastPending = node;
        }
    }

    // Only the first pending append has a continuation: appends of one stream end in the order they were issued, so one wake-up
    // answers everything that one group commit made durable.
    private void DrainCommits()
    {
        while (_firstPending is { } node)
        {
            if (node is EntityCommandAsk<TState, TCommand> { HasCommit: true } waiting && !waiting.Commit.IsCompleted)
            {
                waiting.Commit.GetAwaiter().UnsafeOnCompleted(_onCommit);
                return;
            }

            _firstPending = node.Next;
            node.Next = null;
            _pendingCount--;
            if (_firstPending is null)
            {
                _lastPending = null;
            }

            Settle(node);
        }

        if (_phase == EntityPhase.RollingBack)
        {
            FinishRollback();
        }
    }

    private void Settle(MailboxNode node)
    {
        if (node is EntityReadAsk<TState> read)
        {
            SettleRead(read);
            return;
        }

        var ask = (EntityCommandAsk<TState, TCommand>)node;
        if (!ask.HasCommit)
        {
            // During a rollback it was decided on a state that is lost.
            Answer(ask, _phase == EntityPhase.Ready ? null : _lastFailure ?? new ShardFencedException(Id, Shard));
            return;
        }

        _region.Instruments.CountCommitEnded();
        if (Outcome(ask) is { } failure)
        {
            BeginRollback(failure);
            Answer(ask, _lastFailure ?? failure);
        }
        else
        {
            OnCommitted(ask);
        }
    }

    private void SettleRead(EntityReadAsk<TState> read)
    {
        if (_phase == EntityPhase.Ready)
        {
            read.Reply(read.View);
        }
        else
        {
            // What it would have shown was never committed; it reads again after the reload.
            Return(read);
        }
    }

    private Exception? Outcome(EntityCommandAsk<TState, TCommand> ask)
    {
        try
        {
            // Not blocking: the append has ended.
            var result = ask.Commit.GetAwaiter().GetResult();
            switch (result.Status)
            {
                case AppendStatus.Committed:
                    return null;
                case AppendStatus.Fenced:
                    OnFenced();
                    return new ShardFencedException(Id, Shard);
                default:
                    return new JournalException(
                        $"The stream is at version {result.StreamVersion}, not where the entity left it; nothing was written.");
            }
        }
        catch (Exception failure)
        {
            // The supervision boundary: whatever the journal throws, the command did not verifiably commit and the entity reloads.
            return failure;
        }
    }

    private void OnCommitted(EntityCommandAsk<TState, TCommand> ask)
    {
        // A commit behind one whose outcome was unknown proves that both are durable, so this answer is true during a rollback, too.
        if (_phase == EntityPhase.Ready)
        {
            _commitFailuresInRow = 0;
            SetTimer(ask.Timer);
            if (ask.Snapshot is { } draft)
            {
                TrySaveSnapshot(draft);
            }
        }

        ask.Reply(ask.Outcome);
    }

    private void Answer(EntityCommandAsk<TState, TCommand> ask, Exception? failure)
    {
        switch (failure)
        {
            case null:
                ask.Reply(ask.Outcome);
                break;
            case JournalOverloadedException:
                _region.Instruments.CountOverloaded();
                ask.Reply(RegionRefusals.JournalFull(Id));
                break;
            case EntityFailedException named:
                ask.Fail(named);
                break;
            case JournalOutcomeUnknownException:
                ask.Fail(new EntityFailedException(
                    Id, "whether its commit is durable is unknown. Ask again with the same idempotency key to learn the outcome.", failure));
                break;
            default:
                ask.Fail(new EntityFailedException(Id, $"its commit, or one before it, failed: {failure.Message}", failure));
                break;
        }
    }

    private void OnFenced()
    {
        if (_lease is { } lease && _region.Storage.Shards.Lose(lease))
        {
            _region.Log.ShardLost(Shard, _region.Kind);
        }
    }

    private void BeginRollback(Exception? cause)
    {
        if (_phase == EntityPhase.Ready)
        {
            Enter(EntityPhase.RollingBack);
            _lastFailure = cause;
            if (cause is not null)
            {
                _commitFailuresInRow++;
                _vitals.Note(cause, _region.System.Time);
                _vitals.CountRestart();
                _region.Instruments.CountRestart();
                _region.Log.CommitFailed(Id, _pendingCount, cause);
            }
        }

        if (_firstPending is null)
        {
            FinishRollback();
        }
    }

    private void FinishRollback()
    {
        if (_phase != EntityPhase.RollingBack)
        {
            return;
        }

        // The timer stays: it belongs to the last committed state, and nobody may use this entity again before it is due.
        Enter(EntityPhase.Unloaded);
        _state = _region.Definition.Decider.Initial;
        _answers = null;
        _lease = null;
        _version = 0;
        var pause = _lastFailure is null ? TimeSpan.Zero : _region.System.Backoff.Before(_commitFailuresInRow);
        if (pause > TimeSpan.Zero)
        {
            BackOff(pause);
        }
    }
}
