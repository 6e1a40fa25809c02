using FlexCore.Actors.Asking;
using FlexCore.Application.Cluster;
using FlexCore.Application.Entities;
using FlexCore.Cluster.Regions.Wire;
using FlexCore.Cluster.Transport;
using FlexCore.Cluster.Transport.Wire;
using FlexCore.Domain;

namespace FlexCore.Cluster.Regions.Routing;

/// <summary>A command on its way to its owner: question, answer, waiting caller and deadline in one pooled object.</summary>
/// <remarks>Whoever gives it its end tells the route first: afterwards the object may serve another caller.</remarks>
internal sealed class RoutedCommand<TCommand, TState>(AskPool<RoutedCommand<TCommand, TState>> pool, RegionLink<TCommand, TState> link)
    : Ask<CommandReply>, IRoutedAsk
    where TCommand : ICommand
{
    private EntityId? _id;
    private TCommand? _command;
    private TraceParent? _trace;
    private ShardRoute? _route;

    /// <inheritdoc/>
    public long Sequence { get; set; }

    bool IPendingCall.IsPending => IsPending;

    private EntityId Id => _id ?? throw new InvalidOperationException("A pooled ask without an entity was used.");

    private TCommand Command => _command ?? throw new InvalidOperationException("A pooled ask without a command was used.");

    private ShardRoute Route => _route ?? throw new InvalidOperationException("A pooled ask without a route was used.");

    internal void Begin(EntityId id, TCommand command, TraceParent? trace, ShardRoute route, long deadline, CancellationToken cancellationToken)
    {
        _id = id;
        _command = command;
        _trace = trace;
        _route = route;
        Begin(deadline, cancellationToken);
    }

    /// <inheritdoc/>
    public SendResult? SendTo(Member owner, long round, ref long session)
    {
        WireWriter frame;
        try
        {
            frame = link.Transport.Begin(ServiceNumber.Regions);
            RequestHead.Write(frame, Id, isCommand: true, round);
            ContextCodec.Write(frame, Command.Context, _trace);
            var name = link.Definition.Commands.NameOf(Command);
            frame.Text(name.Name);
            frame.Varint((ulong)name.Version);
            link.Definition.Commands.Encode(Command, frame);
        }
        catch (Exception error)
        {
            // The boundary of the aggregate's own codec: its fault is the answer to this command and to no other.
            Fail(new EntityFailedException(Id, $"the command {Command.GetType().Name} could not be written for node {owner.Id}.", error));
            return null;
        }

        return link.Transport.TryAsk(owner, this, frame, ref session);
    }

    /// <inheritdoc/>
    public bool TrySendHere()
    {
        try
        {
            return TakeHere(link.Local.AskAsync(Id, Command));
        }
        catch (Exception error)
        {
            // The boundary of this node's region: its fault is the answer.
            Finish(new HereOutcome<CommandReply>(default, error, IsNotOwner: false), later: true);
            return true;
        }
    }

    /// <inheritdoc/>
    public void Refuse(string code, string message) => Reply(new CommandReply(0, new Refusal(code, message), IsReplay: false));

    /// <inheritdoc/>
    public void GiveUp(string reason) => Fail(new AskTimeoutException(Id, reason));

    /// <inheritdoc/>
    public void OnReply(ReadOnlySpan<byte> body)
    {
        var reader = new WireReader(body);
        switch ((RegionStatus)reader.Byte())
        {
            case RegionStatus.Answered:
                End(AnswerCodec.ReadReply(ref reader));
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
                throw new WireException("The answer to a command is of an unknown kind.");
        }
    }

    /// <inheritdoc/>
    public void OnRefused(RefuseCode code, string message)
    {
        switch (code)
        {
            case RefuseCode.Overloaded:
                End(new CommandReply(0, new Refusal("overloaded", message), IsReplay: false));
                break;
            case RefuseCode.Stopping:
                Route.OnReturned(this);
                break;
            case RefuseCode.Failed:
                End(new AskTimeoutException(Id, message));
                break;
            default:
                End(new EntityFailedException(Id, message));
                break;
        }
    }

    /// <inheritdoc/>
    public void OnLost(CallLoss loss)
    {
        // With a key the owner gives the same answer again, so a second sending has no second effect.
        if (IsPending && (!loss.WasSent || Command.Context.IdempotencyKey is not null))
        {
            Route.OnReturned(this);
        }
        else
        {
            End(new AskTimeoutException(Id, loss.Reason));
        }
    }

    /// <inheritdoc/>
    protected override Exception CreateTimeoutException() => new AskTimeoutException(Id, link.Options.AskTimeout);

    /// <inheritdoc/>
    protected override void Clear()
    {
        _id = null;
        _command = default;
        _trace = null;
        _route = null;
    }

    /// <inheritdoc/>
    protected override void ReturnToPool() => pool.Return(this);

    private void End(CommandReply reply)
    {
        Route.OnEnded();
        Reply(reply);
    }

    private void End(Exception failure)
    {
        Route.OnEnded();
        Fail(failure);
    }

    private bool TakeHere(ValueTask<CommandReply> task)
    {
        var awaiter = task.GetAwaiter();
        if (!awaiter.IsCompleted)
        {
            awaiter.UnsafeOnCompleted(() => Finish(HereOutcome<CommandReply>.Of(awaiter), later: false));
            return true;
        }

        var outcome = HereOutcome<CommandReply>.Of(awaiter);
        if (!outcome.IsNotOwner)
        {
            Finish(outcome, later: true);
        }

        return !outcome.IsNotOwner;
    }

    /// <param name="outcome">How the region of this node dealt with it.</param>
    /// <param name="later">Whether the route holds its lock now, so that it must be told from elsewhere.</param>
    private void Finish(HereOutcome<CommandReply> outcome, bool later)
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
            End(outcome.Answer);
        }
    }
}
