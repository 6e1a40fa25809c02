using System.Diagnostics;
using System.Runtime.CompilerServices;
using FlexCore.Actors.Asking;
using FlexCore.Actors.Entities;
using FlexCore.Application.Cluster;
using FlexCore.Application.Entities;
using FlexCore.Application.Tracing;
using FlexCore.Cluster.Regions.Routing;
using FlexCore.Cluster.Regions.Serving;
using FlexCore.Domain;

namespace FlexCore.Cluster.Regions;

/// <summary>The way to all entities of one kind, on whichever node of the cluster they live.</summary>
/// <typeparam name="TCommand">The aggregate's command family.</typeparam>
/// <typeparam name="TState">The aggregate's state.</typeparam>
/// <remarks>
/// <para>Thread-safe. Await each returned task exactly once.</para>
/// <para>An entity of this node is asked directly; another is asked over the transport. A command that came back unprocessed, because its shard
/// moves or its node ends, waits for the new owner, in its order among the commands of this node to that shard, until its time is up. So order
/// per sender and entity is kept through a hand-off. A command whose answer was lost with its connection is sent again when it has an
/// idempotency key; without one its caller learns that the outcome is unknown (<see cref="AskTimeoutException"/>). Reads are sent again.</para>
/// </remarks>
public sealed class ClusterRegion<TCommand, TState> : IEntityRegion<TCommand, TState>, IEndingRegion
    where TCommand : ICommand
{
    private readonly RegionLink<TCommand, TState> _link;
    private readonly ShardRouter _router;
    private readonly int _shardCount;
    private readonly AskPool<RoutedCommand<TCommand, TState>> _commands;
    private readonly AskPool<RoutedRead<TCommand, TState>> _reads;
    private bool _isStopping;

    internal ClusterRegion(RegionLink<TCommand, TState> link, IShardLocator locator, TimeProvider time)
    {
        _link = link;
        _shardCount = locator.ShardCount;
        _router = new ShardRouter(link.Local.Kind, locator, link.Options, time);
        Endpoint = new RegionEndpoint<TCommand, TState>(
            link.Local, link.Definition.Commands, link.Definition.States, _shardCount, shard => locator.Locate(shard).Version);
        _commands = new AskPool<RoutedCommand<TCommand, TState>>(pool => new RoutedCommand<TCommand, TState>(pool, link));
        _reads = new AskPool<RoutedRead<TCommand, TState>>(pool => new RoutedRead<TCommand, TState>(pool, link));
        link.Transport.Deadlines.Add(_commands);
        link.Transport.Deadlines.Add(_reads);
    }

    /// <inheritdoc/>
    public string Kind => _link.Local.Kind;

    /// <summary>How many commands and reads wait because their shard moves or its owner cannot be reached.</summary>
    public int Held => _router.Held;

    internal IRegionEndpoint Endpoint { get; }

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

        if (Volatile.Read(ref _isStopping) || _router.IsOver)
        {
            return new ValueTask<CommandReply>(RegionRefusals.Stopping(id));
        }

        var route = _router.RouteOf(id.ShardOf(_shardCount));
        if (route.TryEnterHere(out var sequence))
        {
            return AskHereAsync(id, command, route, sequence, cancellationToken);
        }

        var ask = Rent(id, command, route, cancellationToken);
        var task = ask.Task;
        route.Submit(ask);
        _link.Transport.Deadlines.Watch();
        return task;
    }

    /// <inheritdoc/>
    public ValueTask<EntityView<TState>> ReadAsync(EntityId id, CancellationToken cancellationToken = default)
    {
        RequireKind(id);
        if (Volatile.Read(ref _isStopping) || _router.IsOver)
        {
            throw new EntityFailedException(id, "its region is stopping. Read again when it serves again.");
        }

        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<EntityView<TState>>(cancellationToken);
        }

        var route = _router.RouteOf(id.ShardOf(_shardCount));
        if (route.TryEnterHere(out var sequence))
        {
            return ReadHereAsync(id, route, sequence, cancellationToken);
        }

        var ask = Rent(id, route, cancellationToken);
        var task = ask.Task;
        route.Submit(ask);
        _link.Transport.Deadlines.Watch();
        return task;
    }

    /// <summary>Stops: new commands are refused with <c>stopping</c>, what is under way gets its end. The region of this node is not stopped.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        Interlocked.Exchange(ref _isStopping, true);
        await _router.WhenNoneIsOpenAsync(cancellationToken).ConfigureAwait(false);
        _link.Transport.Deadlines.Remove(_commands);
        _link.Transport.Deadlines.Remove(_reads);
    }

    /// <inheritdoc/>
    void IEndingRegion.End() => _router.End();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<CommandReply> AskHereAsync(EntityId id, TCommand command, ShardRoute route, long sequence, CancellationToken cancellationToken)
    {
        var isUnderWay = true;
        try
        {
            var reply = await _link.Local.AskAsync(id, command, cancellationToken).ConfigureAwait(false);
            if (reply.Refusal?.Code != RegionRefusals.NotOwnerCode)
            {
                return reply;
            }

            isUnderWay = false;
        }
        catch (ShardFencedException)
        {
            // Nothing was written under the lost lease: the new owner can do it.
            isUnderWay = false;
        }
        finally
        {
            if (isUnderWay)
            {
                route.OnEnded();
            }
        }

        var ask = Rent(id, command, route, cancellationToken);
        ask.Sequence = sequence;
        var task = ask.Task;
        route.OnReturned(ask);
        _link.Transport.Deadlines.Watch();
        return await task.ConfigureAwait(false);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<EntityView<TState>> ReadHereAsync(EntityId id, ShardRoute route, long sequence, CancellationToken cancellationToken)
    {
        var isUnderWay = true;
        try
        {
            return await _link.Local.ReadAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (ShardFencedException)
        {
            // The shard is served elsewhere: read there.
            isUnderWay = false;
        }
        finally
        {
            if (isUnderWay)
            {
                route.OnEnded();
            }
        }

        var ask = Rent(id, route, cancellationToken);
        ask.Sequence = sequence;
        var task = ask.Task;
        route.OnReturned(ask);
        _link.Transport.Deadlines.Watch();
        return await task.ConfigureAwait(false);
    }

    private RoutedCommand<TCommand, TState> Rent(EntityId id, TCommand command, ShardRoute route, CancellationToken cancellationToken)
    {
        var ask = _commands.Rent();
        var trace = command.Context.TraceParent ?? TraceContexts.Of(Activity.Current);
        ask.Begin(id, command, trace, route, _link.Transport.Deadlines.After(_link.Options.AskTimeout), cancellationToken);
        return ask;
    }

    private RoutedRead<TCommand, TState> Rent(EntityId id, ShardRoute route, CancellationToken cancellationToken)
    {
        var ask = _reads.Rent();
        ask.Begin(id, route, _link.Transport.Deadlines.After(_link.Options.AskTimeout), cancellationToken);
        return ask;
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
