using FlexCore.Application.Entities;
using FlexCore.Application.Nodes;
using FlexCore.Domain;

namespace FlexCore.Application.Messaging;

/// <summary>What one command does: to which entities, what it publishes, and what is to happen when all is committed.</summary>
/// <remarks>
/// <para>Each entity commits by itself; there is no transaction over several. What this keeps is the account of it: which entities have accepted, under keys made of the
/// command's key, so that the command sent again goes the same way and finds what is done already.</para>
/// <para>Made for one command and ended with it. Its members may be called from any thread while the handler runs.</para>
/// </remarks>
public sealed class CommandTransaction
{
    /// <summary>The most asks of one command.</summary>
    public const int AsksMax = 64;

    /// <summary>The most events and pieces of work after the commit of one command.</summary>
    public const int FollowUpsMax = 256;

    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly Dictionary<EntityId, EntityEffect> _effects = [];
    private readonly Dictionary<EntityId, int> _asks = [];
    private readonly List<object> _published = [];
    private readonly List<Func<CancellationToken, Task>> _afterCommit = [];
    private int _asked;
    private bool _ended;

    internal CommandTransaction(NodeCall call, string commandId, TimeProvider clock)
    {
        Call = call with { CausationId = commandId };
        CommandId = commandId;
        _clock = clock;
    }

    /// <summary>Who asks. Pass it to use cases; what they do then has this command as its cause.</summary>
    public NodeCall Call { get; }

    /// <summary>Names the command.</summary>
    public string CommandId { get; }

    /// <summary>What the entities have accepted so far.</summary>
    public IReadOnlyList<EntityEffect> Effects
    {
        get
        {
            lock (_lock)
            {
                return [.. _effects.Values];
            }
        }
    }

    /// <summary>The identity of an entity of the caller's tenant.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="key">The key.</param>
    /// <exception cref="InvalidIdentifierException">A part breaks its rule.</exception>
    public EntityId Entity(string kind, string key) => new(Call.Security.Tenant, kind, key);

    /// <summary>Sends a command to an entity of the caller's tenant and waits for the answer, which comes after its commit.</summary>
    /// <typeparam name="TCommand">The aggregate's command family.</typeparam>
    /// <typeparam name="TState">The aggregate's state.</typeparam>
    /// <param name="region">The way to the entity.</param>
    /// <param name="key">The entity's key.</param>
    /// <param name="command">Makes the command.</param>
    /// <param name="cancellationToken">Stops waiting. The command may still be processed.</param>
    /// <exception cref="InvalidOperationException">The command has ended, or has asked <see cref="AsksMax"/> times.</exception>
    /// <exception cref="InvalidIdentifierException">The key breaks its rule.</exception>
    /// <exception cref="AskTimeoutException">No answer came in time.</exception>
    /// <exception cref="EntityFailedException">The entity failed.</exception>
    public async ValueTask<CommandReply> AskAsync<TCommand, TState>(
        IEntityRegion<TCommand, TState> region, string key, Func<CommandContext, TCommand> command, CancellationToken cancellationToken = default)
        where TCommand : ICommand
    {
        ArgumentNullException.ThrowIfNull(region);
        ArgumentNullException.ThrowIfNull(command);
        var id = Entity(region.Kind, key);
        var reply = await region.AskAsync(id, command(NextContext(id)), cancellationToken).ConfigureAwait(false);
        if (reply.IsAccepted)
        {
            Note(id, reply.Version, reply.IsReplay);
        }

        return reply;
    }

    /// <summary>Reads the committed state of an entity of the caller's tenant.</summary>
    /// <typeparam name="TCommand">The aggregate's command family.</typeparam>
    /// <typeparam name="TState">The aggregate's state.</typeparam>
    /// <param name="region">The way to the entity.</param>
    /// <param name="key">The entity's key.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public ValueTask<EntityView<TState>> ReadAsync<TCommand, TState>(IEntityRegion<TCommand, TState> region, string key, CancellationToken cancellationToken = default)
        where TCommand : ICommand
    {
        ArgumentNullException.ThrowIfNull(region);
        return region.ReadAsync(Entity(region.Kind, key), cancellationToken);
    }

    /// <summary>Notes what a use case did that asked an entity by itself.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="version">Its version afterwards.</param>
    /// <param name="isReplay">Whether nothing happened this time.</param>
    public void Note(EntityId entity, long version, bool isReplay = false)
    {
        ArgumentNullException.ThrowIfNull(entity);
        lock (_lock)
        {
            var known = _effects.GetValueOrDefault(entity);
            _effects[entity] = new EntityEffect(entity, Math.Max(version, known?.Version ?? 0), isReplay && known is not { IsReplay: false });
        }
    }

    /// <summary>Publishes an event to the subscribers of its class in this process, after the command has succeeded. Dropped when it does not.</summary>
    /// <param name="happened">The event.</param>
    /// <exception cref="InvalidOperationException">The command has ended, or has <see cref="FollowUpsMax"/> of them.</exception>
    public void Publish(object happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        Add(_published, happened);
    }

    /// <summary>Adds work that is done after the command has succeeded, before it is answered. Dropped when it does not succeed.</summary>
    /// <param name="work">The work. What it throws is logged; the command has succeeded all the same.</param>
    /// <exception cref="InvalidOperationException">The command has ended, or has <see cref="FollowUpsMax"/> of them.</exception>
    public void AfterCommit(Func<CancellationToken, Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        Add(_afterCommit, work);
    }

    /// <summary>Ends it: a handler that left something running cannot change anything behind the answer.</summary>
    internal (IReadOnlyList<object> Published, IReadOnlyList<Func<CancellationToken, Task>> AfterCommit) End()
    {
        lock (_lock)
        {
            _ended = true;
            return ([.. _published], [.. _afterCommit]);
        }
    }

    // Each entity remembers its own keys, so a key needs to differ only between the asks to one entity, and their order is the handler's.
    private CommandContext NextContext(EntityId id)
    {
        int number;
        lock (_lock)
        {
            Require(_asked < AsksMax, $"has asked entities {AsksMax} times, which is the most. Split it into several commands");
            _asked++;
            number = _asks[id] = _asks.GetValueOrDefault(id) + 1;
        }

        return new CommandContext(Call.Security, _clock.GetUtcNow(), Call.CorrelationId)
        {
            CausationId = CommandId,
            IdempotencyKey = Call.IdempotencyKey is not { } key ? null : number == 1 ? key : FormattableString.Invariant($"{key}:{number}"),
            RequestHash = Call.IdempotencyKey is null ? null : Call.RequestHash,
        };
    }

    private void Add<T>(List<T> list, T item)
    {
        lock (_lock)
        {
            Require(_published.Count + _afterCommit.Count < FollowUpsMax, $"has {FollowUpsMax} events and pieces of work for after its commit, which is the most. Publish one event for many");
            list.Add(item);
        }
    }

    private void Require(bool isAllowed, string otherwise)
    {
        if (_ended)
        {
            throw new InvalidOperationException($"The command {CommandId} has ended. Await everything that the handler starts before it answers.");
        }

        if (!isAllowed)
        {
            throw new InvalidOperationException($"The command {CommandId} {otherwise}.");
        }
    }
}
