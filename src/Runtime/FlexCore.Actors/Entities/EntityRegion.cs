using System.Collections.Concurrent;
using System.Diagnostics;
using FlexCore.Actors.Asking;
using FlexCore.Actors.Diagnostics;
using FlexCore.Actors.Mailboxes;
using FlexCore.Actors.Supervision;
using FlexCore.Application.Entities;
using FlexCore.Application.Tracing;
using FlexCore.Domain;

namespace FlexCore.Actors.Entities;

/// <summary>All entities of one kind in this process: loads them when asked, passivates them when idle.</summary>
/// <typeparam name="TState">The aggregate's state.</typeparam>
/// <typeparam name="TCommand">The aggregate's command family.</typeparam>
/// <typeparam name="TEvent">The aggregate's event family.</typeparam>
/// <remarks>
/// <para>Thread-safe. Await each returned task exactly once.</para>
/// <para>Idempotency: an answer given to a command with a key is kept by the entity, in its snapshot and in its stream: accepted commands by the
/// key in their events' metadata, refused and unchanging ones by a <see cref="Application.Events.SystemEvents.CommandAnswered"/> event. So
/// the same key gets the same answer also after a crash, as long as it is among the newest
/// <see cref="EntityOptions.IdempotencyKeysMax"/> keys of the entity. A command that failed was not answered and is handled anew. A key that comes with another request is refused, if both times the request's
/// hash was named.</para>
/// </remarks>
public sealed partial class EntityRegion<TState, TCommand, TEvent> : IEntityRegion<TCommand, TState>, IAsyncDisposable
    where TCommand : ICommand
{
    private readonly ConcurrentDictionary<EntityId, EntityCell<TState, TCommand, TEvent>> _cells = new();
    private readonly AskPool<EntityCommandAsk<TState, TCommand>> _commands;
    private readonly AskPool<EntityReadAsk<TState>> _reads;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _resident;
    private bool _stopping;

    /// <summary>Creates a region.</summary>
    /// <param name="system">The actor system whose clock, supervision and time-outs it uses.</param>
    /// <param name="definition">What its entities are.</param>
    /// <param name="storage">Where they live.</param>
    /// <param name="options">Its bounds; read as it goes, do not change them afterwards.</param>
    /// <exception cref="ActorOptionsException">A setting is outside its range.</exception>
    /// <exception cref="InvalidIdentifierException">The kind is no valid name.</exception>
    public EntityRegion(
        ActorSystem system, EntityDefinition<TState, TCommand, TEvent> definition, EntityStorage storage, EntityOptions options)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(storage);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Kind = new EntityId(TenantId.Default, definition.Kind, "0").Kind;
        System = system;
        Definition = definition;
        Storage = storage;
        Options = options;
        Log = new EntityLog(system.Logs.CreateLogger("FlexCore.Actors.Entities"));
        Instruments = new EntityInstruments(Kind, () => Volatile.Read(ref _resident));
        _residence = new ShardResidence(storage.Shards.Count);
        Ids = new EventIds(system.Time, Guid.NewGuid());
        Loader = new EntityLoader<TState, TCommand, TEvent>(definition, storage, options, Log, Instruments);
        Timers = definition.Timer is null ? null : new EntityTimers<TCommand>(system.Time, options.TimerRetryAfter, SendTimerAsync, Log);
        _recall = CreateRecall();
        _commands = new AskPool<EntityCommandAsk<TState, TCommand>>(pool => new EntityCommandAsk<TState, TCommand>(pool, options.AskTimeout));
        _reads = new AskPool<EntityReadAsk<TState>>(pool => new EntityReadAsk<TState>(pool, options.AskTimeout));
        system.Deadlines.Add(_commands);
        system.Deadlines.Add(_reads);
        _sweepInterval = TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerMillisecond, options.PassivateAfter.Ticks / 4));
        _sweepTimer = system.Time.CreateTimer(
            static region => ((EntityRegion<TState, TCommand, TEvent>)region!).PassivateIdle(),
            this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public string Kind { get; }

    /// <summary>How many entities are in memory.</summary>
    public int ResidentCount => Volatile.Read(ref _resident);

    internal ActorSystem System { get; }

    internal EntityDefinition<TState, TCommand, TEvent> Definition { get; }

    internal EntityStorage Storage { get; }

    internal EntityOptions Options { get; }

    internal EntityLog Log { get; }

    internal EntityInstruments Instruments { get; }

    internal EventIds Ids { get; }

    internal EntityLoader<TState, TCommand, TEvent> Loader { get; }

    internal EntityTimers<TCommand>? Timers { get; }

    /// <inheritdoc/>
    public ValueTask<CommandReply> AskAsync(EntityId id, TCommand command, CancellationToken cancellationToken = default)
    {
        RequireKind(id);
        ArgumentNullException.ThrowIfNull(command);
        if (command.Context.Security.Tenant != id.Tenant)
        {
            return new ValueTask<CommandReply>(RegionRefusals.WrongTenant(id, command.Context.Security.Tenant));
        }

        IdempotencyKeys.Require(command.Context);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<CommandReply>(cancellationToken);
        }

        return ActorActivities.Source.HasListeners()
            ? AskTracedAsync(id, command, cancellationToken)
            : AskCore(id, command, command.Context.TraceParent ?? TraceContexts.Of(Activity.Current), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<EntityView<TState>> ReadAsync(EntityId id, CancellationToken cancellationToken = default)
    {
        RequireKind(id);
        if (Volatile.Read(ref _stopping))
        {
            throw new EntityFailedException(id, "its region is stopping. Read again when it serves again.");
        }

        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<EntityView<TState>>(cancellationToken);
        }

        var ask = _reads.Rent();
        ask.Begin(id, System.Deadlines.After(Options.AskTimeout), cancellationToken);
        var task = ask.Task;
        if (Post(id, ask) is { } refused)
        {
            ask.FailAtOnce(RegionRefusals.ToFailure(id, id.ShardOf(Storage.Shards.Count), refused));
        }
        else
        {
            System.Deadlines.Watch();
        }

        return task;
    }

    private async ValueTask<CommandReply> AskTracedAsync(EntityId id, TCommand command, CancellationToken cancellationToken)
    {
        var given = command.Context.TraceParent;
        using var activity = ActorActivities.StartAsk(id, command, given);
        try
        {
            var trace = TraceContexts.Of(activity) ?? given ?? TraceContexts.Of(Activity.Current);
            var reply = await AskCore(id, command, trace, cancellationToken);
            activity?.SetTag("flexcore.refusal", reply.Refusal?.Code);
            return reply;
        }
        catch (Exception failure)
        {
            activity?.SetStatus(ActivityStatusCode.Error, failure.Message);
            throw;
        }
    }

    private ValueTask<CommandReply> AskCore(EntityId id, TCommand command, TraceParent? trace, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _stopping))
        {
            return new ValueTask<CommandReply>(RegionRefusals.Stopping(id));
        }

        var ask = _commands.Rent();
        ask.Begin(id, command, trace, System.Deadlines.After(Options.AskTimeout), cancellationToken);
        var task = ask.Task;
        if (Post(id, ask) is { } refused)
        {
            ask.ReplyAtOnce(refused);
        }
        else
        {
            System.Deadlines.Watch();
        }

        return task;
    }

    /// <summary>Hands a message to its entity, which is created when it is not in memory.</summary>
    /// <returns><see langword="null"/>, or why the message was not queued.</returns>
    private CommandReply? Post(EntityId id, MailboxNode node)
    {
        while (true)
        {
            if (NotAdmitted(id) is { } refusal)
            {
                return refusal;
            }

            if (!_cells.TryGetValue(id, out var cell) && (cell = Create(id)) is null)
            {
                if (Volatile.Read(ref _stopping))
                {
                    return RegionRefusals.Stopping(id);
                }

                if (NotAdmitted(id) is { } closed)
                {
                    return closed;
                }

                if (Volatile.Read(ref _resident) < 2L * Options.ResidentMax)
                {
                    // Its shard was closed for a moment, or there is room again.
                    continue;
                }

                Instruments.CountOverloaded();
                return RegionRefusals.TooManyEntities(id, Options.ResidentMax);
            }

            switch (cell.Post(node))
            {
                case PostResult.Accepted:
                    return null;
                case PostResult.Full:
                    Instruments.CountOverloaded();
                    return RegionRefusals.MailboxFull(id, Options.MailboxCapacity);
                default:
                    // It left memory a moment ago. A closed entity has answered everything it ever accepted, so the order holds.
                    Remove(cell);
                    break;
            }
        }
    }

    private CommandReply? NotAdmitted(EntityId id)
    {
        var shard = id.ShardOf(Storage.Shards.Count);
        return Storage.Shards.Admit(shard) switch
        {
            ShardAdmission.Open => null,
            ShardAdmission.NotServing => RegionRefusals.NotServing(id),
            _ => RegionRefusals.NotOwner(id, shard),
        };
    }

    private void RequireKind(EntityId id)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (!string.Equals(id.Kind, Kind, StringComparison.Ordinal))
        {
            throw new ArgumentException($"Entity '{id}' is of kind '{id.Kind}', but this region serves '{Kind}'. Ask its own region.", nameof(id));
        }
    }
}
