namespace FlexCore.Streams.Flows;

/// <summary>One operator of a running flow. Operators between two boundaries call each other directly on whole batches: nothing is queued between them.</summary>
/// <typeparam name="T">What it takes.</typeparam>
/// <remarks>Used by one task at a time.</remarks>
internal abstract class FlowStage<T>
{
    /// <summary>Takes a batch. The span is only valid during the call.</summary>
    /// <param name="batch">The items.</param>
    public abstract void Push(ReadOnlySpan<T> batch);

    /// <summary>Called after each batch of the source: whoever has to wait (a full boundary, an asynchronous action) does it here.</summary>
    /// <param name="cancellationToken">Set when the flow stops.</param>
    public abstract ValueTask FlushAsync(CancellationToken cancellationToken);

    /// <summary>Called once, when no batch follows.</summary>
    /// <param name="cancellationToken">Set when the flow stops.</param>
    public abstract ValueTask CompleteAsync(CancellationToken cancellationToken);
}
