using FlexCore.Actors.Asking;
using FlexCore.Application.Cluster;
using FlexCore.Cluster.Transport;
using FlexCore.Domain;

namespace FlexCore.Cluster.Regions.Routing;

/// <summary>A question on its way to an entity: what commands and reads have in common. Question, answer, waiting caller and deadline are one pooled object.</summary>
/// <remarks>Whoever gives it its end tells the route first: afterwards the object may serve another caller.</remarks>
/// <typeparam name="TAnswer">What the caller waits for.</typeparam>
internal abstract class RoutedAsk<TAnswer> : Ask<TAnswer>, IRoutedAsk
    where TAnswer : struct
{
    private EntityId? _id;
    private ShardRoute? _route;

    /// <inheritdoc/>
    public long Sequence { get; set; }

    bool IPendingCall.IsPending => IsPending;

    protected EntityId Id => _id ?? throw new InvalidOperationException("A pooled ask without an entity was used.");

    protected ShardRoute Route => _route ?? throw new InvalidOperationException("A pooled ask without a route was used.");

    internal void Begin(EntityId id, ShardRoute route, long deadline, CancellationToken cancellationToken)
    {
        _id = id;
        _route = route;
        Begin(deadline, cancellationToken);
    }

    /// <inheritdoc/>
    public abstract SendResult? SendTo(Member owner, long round, ref long session);

    /// <inheritdoc/>
    public bool TrySendHere()
    {
        try
        {
            return TakeHere(AskHere());
        }
        catch (Exception error)
        {
            // The boundary of this node's region: its fault is the answer.
            Finish(new HereOutcome<TAnswer>(default, error, IsNotOwner: false), later: true);
            return true;
        }
    }

    /// <inheritdoc/>
    public abstract void Refuse(string code, string message);

    /// <inheritdoc/>
    public abstract void GiveUp(string reason);

    /// <inheritdoc/>
    public abstract void OnReply(ReadOnlySpan<byte> body);

    /// <inheritdoc/>
    public abstract void OnRefused(RefuseCode code, string message);

    /// <inheritdoc/>
    public abstract void OnLost(CallLoss loss);

    /// <summary>Asks the region of this node.</summary>
    protected abstract ValueTask<TAnswer> AskHere();

    /// <inheritdoc/>
    protected override void Clear()
    {
        _id = null;
        _route = null;
    }

    protected void End(TAnswer answer)
    {
        Route.OnEnded();
        Reply(answer);
    }

    protected void End(Exception failure)
    {
        Route.OnEnded();
        Fail(failure);
    }

    private bool TakeHere(ValueTask<TAnswer> task)
    {
        var awaiter = task.GetAwaiter();
        if (!awaiter.IsCompleted)
        {
            awaiter.UnsafeOnCompleted(() => Finish(HereOutcome<TAnswer>.Of(awaiter), later: false));
            return true;
        }

        var outcome = HereOutcome<TAnswer>.Of(awaiter);
        if (!outcome.IsNotOwner)
        {
            Finish(outcome, later: true);
        }

        return !outcome.IsNotOwner;
    }

    /// <param name="outcome">How the region of this node dealt with it.</param>
    /// <param name="later">Whether the route holds its lock now, so that it must be told from elsewhere.</param>
    private void Finish(HereOutcome<TAnswer> outcome, bool later)
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
