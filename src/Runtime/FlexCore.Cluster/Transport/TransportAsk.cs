using FlexCore.Actors.Asking;
using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Transport;

/// <summary>A pooled question to another node whose answer is bytes.</summary>
internal sealed class TransportAsk(AskPool<TransportAsk> pool) : Ask<ReadOnlyMemory<byte>>, IPendingCall
{
    private NodeId? _node;
    private TimeSpan _timeout;

    bool IPendingCall.IsPending => IsPending;

    internal void Begin(NodeId node, long deadline, TimeSpan timeout, CancellationToken cancellationToken)
    {
        _node = node;
        _timeout = timeout;
        Begin(deadline, cancellationToken);
    }

    /// <inheritdoc/>
    public void OnReply(ReadOnlySpan<byte> body) => Reply(body.ToArray());

    /// <inheritdoc/>
    public void OnRefused(RefuseCode code, string message) => Fail(new TransportException($"Node {_node} did not handle the request ({code}): {message}"));

    /// <inheritdoc/>
    public void OnLost(CallLoss loss) =>
        Fail(new TransportException($"The request to node {_node} was lost; it {(loss.WasSent ? "may have" : "has not")} arrived. {loss.Reason}"));

    /// <inheritdoc/>
    protected override Exception CreateTimeoutException() => new TimeoutException($"Node {_node} did not answer within {_timeout.TotalMilliseconds:0} ms.");

    /// <inheritdoc/>
    protected override void Clear() => _node = null;

    /// <inheritdoc/>
    protected override void ReturnToPool() => pool.Return(this);
}
