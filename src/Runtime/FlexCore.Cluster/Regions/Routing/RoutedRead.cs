using FlexCore.Actors.Asking;
using FlexCore.Application.Cluster;
using FlexCore.Application.Entities;
using FlexCore.Cluster.Regions.Wire;
using FlexCore.Cluster.Transport;
using FlexCore.Cluster.Transport.Wire;
using FlexCore.Domain;

namespace FlexCore.Cluster.Regions.Routing;

/// <summary>A read on its way to its owner. It changes nothing, so it is sent again whenever its answer was lost.</summary>
/// <remarks>Whoever gives it its end tells the route first: afterwards the object may serve another caller.</remarks>
internal sealed class RoutedRead<TCommand, TState>(AskPool<RoutedRead<TCommand, TState>> pool, RegionLink<TCommand, TState> link)
    : Ask<EntityView<TState>>, IRoutedAsk
    where TCommand : ICommand
{
    private EntityId? _id;
    private ShardRoute? _route;

    /// <inheritdoc/>
    public long Sequence { get; set; }

    bool IPendingCall.IsPending => IsPending;

    private EntityId Id => _id ?? throw new InvalidOperationException("A pooled ask without an entity was used.");

    private ShardRoute Route => _route ?? throw new InvalidOperationException("A pooled ask without a route was used.");

    internal void Begin(EntityId id, ShardRoute route, long deadline, CancellationToken cancellationToken)
    {
        _id = id;
        _route = route;
        Begin(deadline, cancellationToken);
    }

    /// <inheritdoc/>
    public SendResult? SendTo(Member owner, long round, ref long session)
    {
        var frame = link.Transport.Begin(ServiceNumber.Regions);
        RequestHead.Write(frame, Id, isCommand: false, round);
        return link.Transport.TryAsk(owner, this, frame, ref session);
    }

    /// <inheritdoc/>
    public bool TrySendHere()
    {
        try
        {
            return TakeHere(link.Local.ReadAsync(Id));
        }
        catch (Exception error)
        {
            // The boundary of this node's region: its fault is the answer.
            Finish(new HereOutcome<EntityView<TState>>(default, error, IsNotOwner: false), later: true);
            return true;
        }
    }

    /// <inheritdoc/>
    public void Refuse(string code, string message) => Fail(new EntityFailedException(Id, message));

    /// <inheritdoc/>
    public void GiveUp(string reason) => Fail(new EntityFailedException(Id, reason));

    /// <inheritdoc/>
    public void OnReply(ReadOnlySpan<byte> body)
    {
        var reader = new WireReader(body);
        switch ((RegionStatus)reader.Byte())
        {
            case RegionStatus.State:
                OnState(ref reader);
                break;
            case RegionStatus.NotOwner:
                Route.OnReturned(this);
                break;
            case RegionStatus.Failed:
                End(AnswerCodec.ReadFailure(ref reader, Id));
                break;
            case RegionStatus.TimedOut:
                End(CreateTimeoutException());
                break;
            default:
                throw new WireException("The answer to a read is of an unknown kind.");
        }
    }

    /// <inheritdoc/>
    public void OnRefused(RefuseCode code, string message)
    {
        if (code == RefuseCode.Stopping)
        {
            Route.OnReturned(this);
        }
        else
        {
            End(new EntityFailedException(Id, message));
        }
    }

    /// <inheritdoc/>
    public void OnLost(CallLoss loss)
    {
        if (IsPending)
        {
            Route.OnReturned(this);
        }
        else
        {
            Route.OnEnded();
        }
    }

    /// <inheritdoc/>
    protected override Exception CreateTimeoutException() => new AskTimeoutException(Id, link.Options.AskTimeout);

    /// <inheritdoc/>
    protected override void Clear()
    {
        _id = null;
        _route = null;
    }

    /// <inheritdoc/>
    protected override void ReturnToPool() => pool.Return(this);

    private void OnState(ref WireReader reader)
    {
        var states = link.Definition.States;
        var version = reader.SignedVarint();
        var type = reader.Text();
        var schema = reader.Varint();
        if (type != states.Type || schema != (ulong)states.SchemaVersion)
        {
            End(new EntityFailedException(
                Id, $"its owner sends the state as '{type}' version {schema} and this node reads '{states.Type}' version {states.SchemaVersion}. Ask a node of the owner's version."));
            return;
        }

        EntityView<TState> view;
        try
        {
            view = new EntityView<TState>(states.Decode(reader.Rest.ToArray()), version);
        }
        catch (System.Text.Json.JsonException error)
        {
            End(new EntityFailedException(Id, "the state that its owner sent cannot be read.", error));
            return;
        }

        Route.OnEnded();
        Reply(view);
    }

    private void End(Exception failure)
    {
        Route.OnEnded();
        Fail(failure);
    }

    private bool TakeHere(ValueTask<EntityView<TState>> task)
    {
        var awaiter = task.GetAwaiter();
        if (!awaiter.IsCompleted)
        {
            awaiter.UnsafeOnCompleted(() => Finish(HereOutcome<EntityView<TState>>.Of(awaiter), later: false));
            return true;
        }

        var outcome = HereOutcome<EntityView<TState>>.Of(awaiter);
        if (!outcome.IsNotOwner)
        {
            Finish(outcome, later: true);
        }

        return !outcome.IsNotOwner;
    }

    /// <param name="outcome">How the region of this node dealt with it.</param>
    /// <param name="later">Whether the route holds its lock now, so that it must be told from elsewhere.</param>
    private void Finish(HereOutcome<EntityView<TState>> outcome, bool later)
    {
        if (later)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static work => work.Ask.Finish(work.Outcome, later: false), (Ask: this, Outcome: outcome), preferLocal: false);
        }
        else if (outcome.IsNotOwner)
        {
            Route.OnReturned(this);
        }
        else if (outcome.Failure is { } failure)
        {
            End(failure);
        }
        else
        {
            Route.OnEnded();
            Reply(outcome.Answer);
        }
    }
}
