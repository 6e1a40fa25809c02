using System.Collections.Concurrent;
using FlexCore.Application.Entities;
using FlexCore.Application.Events;
using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Application.Tests.UseCases;

/// <summary>A region without actors: it decides one command at a time and appends to a journal. Keys that come again get their first answer.</summary>
internal sealed class JournalRegion<TState, TCommand, TEvent>(
    string kind, IDecider<TState, TCommand, TEvent> decider, IEventCodec<TEvent> codec, IEventJournal journal, HeldLeases leases) : IEntityRegion<TCommand, TState>
    where TCommand : ICommand
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(EntityId Id, string Key), CommandReply> _answers = [];
    private readonly ConcurrentQueue<TCommand> _commands = new();
    private Task _last = Task.CompletedTask;

    public string Kind => kind;

    /// <summary>Every command that came, in order.</summary>
    public IReadOnlyList<TCommand> Commands => [.. _commands];

    /// <summary>Asked before each command; what it returns is thrown instead of deciding.</summary>
    public Func<TCommand, Exception?> Fault { get; set; } = static _ => null;

    /// <summary>Asked before each read; what it returns is thrown instead of reading.</summary>
    public Func<Exception?> ReadFault { get; set; } = static () => null;

    public ValueTask<CommandReply> AskAsync(EntityId id, TCommand command, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var answer = AnswerAsync(_last, id, command);
            _last = answer;
            return new ValueTask<CommandReply>(answer);
        }
    }

    public async ValueTask<EntityView<TState>> ReadAsync(EntityId id, CancellationToken cancellationToken = default)
    {
        if (ReadFault() is { } fault)
        {
            throw fault;
        }

        var (state, version) = (decider.Initial, 0L);
        await foreach (var stored in journal.ReadStreamAsync(id, 1, cancellationToken))
        {
            state = decider.Evolve(state, codec.Decode(stored.Type, stored.SchemaVersion, stored.Payload));
            version = stored.Version;
        }

        return new EntityView<TState>(state, version);
    }

    private async Task<CommandReply> AnswerAsync(Task before, EntityId id, TCommand command)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _commands.Enqueue(command);
        if (Fault(command) is { } fault)
        {
            throw fault;
        }

        if (command.Context.IdempotencyKey is { } key && _answers.TryGetValue((id, key), out var answered))
        {
            return answered with { IsReplay = true };
        }

        var reply = await DecideAsync(id, command);
        if (command.Context.IdempotencyKey is { } used && reply.Refusal is null)
        {
            _answers[(id, used)] = reply;
        }

        return reply;
    }

    private async Task<CommandReply> DecideAsync(EntityId id, TCommand command)
    {
        var view = await ReadAsync(id);
        var decision = decider.Decide(view.State, command);
        if (decision.Events.Count == 0)
        {
            return new CommandReply(view.Version, decision.Refusal, IsReplay: false);
        }

        var context = command.Context;
        NewEvent[] events = [.. decision.Events.Select(codec.Encode).Select(encoded => new NewEvent(Guid.NewGuid(), encoded.Type, encoded.SchemaVersion, encoded.Payload))];
        var metadata = new EventMetadata(context.Time, context.Security.Principal, context.CorrelationId, context.CausationId);
        var result = await journal.AppendAsync(new AppendRequest(id, await leases.OfAsync(id), view.Version, events, metadata));
        return result.Status != AppendStatus.Committed ? throw new InvalidOperationException($"{id} was not appended: {result}") : new CommandReply(result.StreamVersion, decision.Refusal, IsReplay: false);
    }
}
