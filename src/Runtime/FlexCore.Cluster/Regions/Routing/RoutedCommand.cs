using FlexCore.Actors.Asking;
using FlexCore.Application.Cluster;
using FlexCore.Application.Entities;
using FlexCore.Cluster.Regions.Wire;
using FlexCore.Cluster.Transport;
using FlexCore.Cluster.Transport.Wire;
using FlexCore.Domain;

namespace FlexCore.Cluster.Regions.Routing;

/// <summary>A command on its way to its owner.</summary>
internal sealed class RoutedCommand<TCommand, TState>(AskPool<RoutedCommand<TCommand, TState>> pool, RegionLink<TCommand, TState> link)
    : RoutedAsk<CommandReply>
    where TCommand : ICommand
{
    private TCommand? _command;
    private TraceParent? _trace;

    private TCommand Command => _command ?? throw new InvalidOperationException("A pooled ask without a command was used.");

    internal void Begin(EntityId id, TCommand command, TraceParent? trace, ShardRoute route, long deadline, CancellationToken cancellationToken)
    {
        _command = command;
        _trace = trace;
        Begin(id, route, deadline, cancellationToken);
    }

    /// <inheritdoc/>
    public override SendResult? SendTo(Member owner, long round, ref long session)
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
    public override void Refuse(string code, string message) => Reply(new CommandReply(0, new Refusal(code, message), IsReplay: false));

    /// <inheritdoc/>
    public override void GiveUp(string reason) => Fail(new AskTimeoutException(Id, reason));

    /// <inheritdoc/>
    public override void OnReply(ReadOnlySpan<byte> body)
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
    public override void OnRefused(RefuseCode code, string message)
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
    public override void OnLost(CallLoss loss)
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
    protected override ValueTask<CommandReply> AskHere() => link.Local.AskAsync(Id, Command);

    /// <inheritdoc/>
    protected override void Clear()
    {
        base.Clear();
        _command = default;
        _trace = null;
    }

    /// <inheritdoc/>
    protected override void ReturnToPool() => pool.Return(this);
}
