namespace FlexCore.Cluster.Membership;

/// <summary>The one end that a membership has. The first reason stays.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class NodeEnd : IDisposable
{
    private readonly TaskCompletionSource<ClusterExit> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _over = new();
    private ClusterExit? _expected;

    /// <summary>Completes with the reason.</summary>
    internal Task<ClusterExit> Task => _exit.Task;

    /// <summary>Cancelled as soon as the node may do nothing more.</summary>
    internal CancellationToken Over => _over.Token;

    internal bool IsOver => _exit.Task.IsCompleted;

    /// <summary>Says which end the node is about to write itself, so that reading it in the table is not taken for the verdict of others.</summary>
    internal void Expect(ClusterExit exit) => Volatile.Write(ref _expected, exit);

    internal void Set(ClusterExit exit)
    {
        if (_exit.TrySetResult(Volatile.Read(ref _expected) ?? exit))
        {
            Cancelling.Quietly(_over);
        }
    }

    /// <summary>Ends everything without a reason: the process goes away.</summary>
    internal void Abandon() => Cancelling.Quietly(_over);

    /// <inheritdoc/>
    public void Dispose() => _over.Dispose();
}
