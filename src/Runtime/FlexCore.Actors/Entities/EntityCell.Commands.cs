using FlexCore.Actors.Mailboxes;
using FlexCore.Application.Entities;
using FlexCore.Application.Events;
using FlexCore.Application.Journal;

namespace FlexCore.Actors.Entities;

/// <content>Deciding: from a command to an append under way.</content>
internal sealed partial class EntityCell<TState, TCommand, TEvent>
{
    private void Handle(MailboxNode node)
    {
        if (node is EntityReadAsk<TState> read)
        {
            read.View = new EntityView<TState>(_state, _version);
            AddPending(read);
            return;
        }

        var ask = (EntityCommandAsk<TState, TCommand>)node;
        try
        {
            Decide(ask);
        }
        catch (Exception failure)
        {
            // The supervision boundary: the command fails alone. The state was not touched, because it is replaced only after the
            // append was accepted.
            var name = ask.Command.GetType().Name;
            _vitals.Note(failure, _region.System.Time);
            _region.Log.CommandFailed(Id, name, failure);
            ask.Fail(new EntityFailedException(Id, $"it could not handle the command {name}, which changed nothing: {failure.Message}", failure));
        }
    }

    private void Decide(EntityCommandAsk<TState, TCommand> ask)
    {
        var command = ask.Command;
        var key = command.Context.IdempotencyKey;
        if (key is not null && _answers is not null && _answers.TryGet(key, out var remembered))
        {
            ask.AwaitPredecessors(remembered.Answers(command.Context.RequestHash)
                ? new CommandReply(remembered.Version, remembered.Refusal, IsReplay: true)
                : new CommandReply(_version, RegionRefusals.KeyReused(key), IsReplay: false));
            AddPending(ask);
            return;
        }

        _region.Instruments.CountCommand();
        var decision = _region.Definition.Decider.Decide(_state, command);
        if (decision.Refusal is null && decision.Events.Count > 0)
        {
            var state = _state;
            var events = Encode(decision.Events, ref state);
            var version = _version + events.Length;
            Append(ask, events, state, new RememberedAnswer(version, null, command.Context.RequestHash));
        }
        else if (key is not null && _region.Options.IdempotencyKeysMax > 0 && (decision.Refusal is null || _region.Definition.RemembersRefusals))
        {
            // Nothing to store but the answer itself: the same key must get it again after a crash, too.
            var answer = new RememberedAnswer(_version, decision.Refusal, command.Context.RequestHash);
            NewEvent[] events = [new(_region.Ids.Next(), SystemEvents.CommandAnswered, 1, AnsweredPayload.Encode(answer))];
            Append(ask, events, _state, answer);
        }
        else
        {
            ask.AwaitPredecessors(new CommandReply(_version, decision.Refusal, IsReplay: false));
            AddPending(ask);
        }
    }

    private NewEvent[] Encode(IReadOnlyList<TEvent> decided, ref TState state)
    {
        var events = new NewEvent[decided.Count];
        for (var i = 0; i < events.Length; i++)
        {
            state = _region.Definition.Decider.Evolve(state, decided[i]);
            var encoded = _region.Definition.Events.Encode(decided[i]);
            if (SystemEvents.Contains(encoded.Type))
            {
                throw new InvalidOperationException(
                    $"The event type '{encoded.Type}' begins with '{SystemEvents.Prefix}', which is kept for the host. Register it under another name.");
            }

            events[i] = new NewEvent(_region.Ids.Next(), encoded.Type, encoded.SchemaVersion, encoded.Payload);
        }

        return events;
    }

    private void Append(EntityCommandAsk<TState, TCommand> ask, NewEvent[] events, TState state, RememberedAnswer answer)
    {
        var context = ask.Command.Context;
        var lease = _lease ?? throw new InvalidOperationException($"Entity '{Id}' decided without a lease on shard {Shard}.");
        var metadata = new EventMetadata(
            context.Time, context.Security.Principal, context.CorrelationId, context.CausationId, KeyText.Join(context.IdempotencyKey, context.RequestHash))
        {
            TraceParent = ask.Trace,
        };
        var wanted = WantedTimer(state);
        var commit = _region.Storage.Journal.AppendAsync(new AppendRequest(Id, lease, _version, events, metadata));

        _region.Instruments.CountCommitStarted();
        _state = state;
        _version += events.Length;
        if (context.IdempotencyKey is { } key && _region.Options.IdempotencyKeysMax > 0)
        {
            _answers ??= new AnswerMemory(_region.Options.IdempotencyKeysMax);
            _answers.Remember(key, answer);
        }

        if (_region.Definition.Snapshots is not null && _version - _snapshotVersion >= _region.Options.SnapshotEvery)
        {
            ask.Snapshot = Draft();
            _snapshotVersion = _version;
        }

        ask.Timer = wanted;
        ask.AwaitCommit(commit, new CommandReply(answer.Version, answer.Refusal, IsReplay: false));
        AddPending(ask);
    }

    private SnapshotDraft<TState> Draft() => new(_state, _version, _answers?.ToArray() ?? []);
}
