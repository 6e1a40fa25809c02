using FlexCore.Application.Entities;
using FlexCore.Domain;

namespace FlexCore.Application.Tests.Pipelines;

/// <summary>A region without actors or journal: it decides at once, in memory. Used by one test.</summary>
internal sealed class DirectRegion<TState, TCommand, TEvent>(string kind, IDecider<TState, TCommand, TEvent> decider) : IEntityRegion<TCommand, TState>
    where TCommand : ICommand
{
    private readonly Dictionary<EntityId, (TState State, long Version)> _entities = [];

    public string Kind => kind;

    /// <summary>Every event in order.</summary>
    public List<TEvent> Events { get; } = [];

    public ValueTask<CommandReply> AskAsync(EntityId id, TCommand command, CancellationToken cancellationToken = default)
    {
        var (state, version) = Current(id);
        var decision = decider.Decide(state, command);
        foreach (var happened in decision.Events)
        {
            state = decider.Evolve(state, happened);
            version++;
            Events.Add(happened);
        }

        _entities[id] = (state, version);
        return ValueTask.FromResult(new CommandReply(version, decision.Refusal, IsReplay: false));
    }

    public ValueTask<EntityView<TState>> ReadAsync(EntityId id, CancellationToken cancellationToken = default)
    {
        var (state, version) = Current(id);
        return ValueTask.FromResult(new EntityView<TState>(state, version));
    }

    private (TState State, long Version) Current(EntityId id) => _entities.GetValueOrDefault(id, (decider.Initial, 0));
}
