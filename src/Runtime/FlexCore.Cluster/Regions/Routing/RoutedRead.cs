using FlexCore.Actors.Asking;
using FlexCore.Application.Cluster;
using FlexCore.Application.Entities;
using FlexCore.Cluster.Regions.Wire;
using FlexCore.Cluster.Transport;
using FlexCore.Cluster.Transport.Wire;
using FlexCore.Domain;

namespace FlexCore.Cluster.Regions.Routing;

/// <summary>A read on its way to its owner. It changes nothing, so it is sent again whenever its answer was lost.</summary>
internal sealed class RoutedRead<TCommand, TState>(AskPool<RoutedRead<TCommand, TState>> pool, RegionLink<TCommand, TState> link)
    : RoutedAsk<EntityView<TState>>
    where TCommand : ICommand
{
    /// <inheritdoc/>
    public override SendResult? SendTo(Member owner, long round, ref long session)
    {
        var frame = link.Transport.Begin(ServiceNumber.Regions);
        RequestHead.Write(frame, Id, isCommand: false, round);
        return link.Transport.TryAsk(owner, this, frame, ref session);
    }

    /// <inheritdoc/>
    public override void Refuse(string code, string message) => Fail(new EntityFailedException(Id, message));

    /// <inheritdoc/>
    public override void GiveUp(string reason) => Fail(new EntityFailedException(Id, reason));

    /// <inheritdoc/>
    public override void OnReply(ReadOnlySpan<byte> body)
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
    public override void OnRefused(RefuseCode code, string message)
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
    public override void OnLost(CallLoss loss)
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
    protected override ValueTask<EntityView<TState>> AskHere() => link.Local.ReadAsync(Id);

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

        End(view);
    }
}
