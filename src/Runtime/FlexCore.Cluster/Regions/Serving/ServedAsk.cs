using System.Runtime.CompilerServices;

namespace FlexCore.Cluster.Regions.Serving;

/// <summary>Waits for an answer of this node's region and sends it. Pooled: nothing is allocated for a request that waits.</summary>
/// <remarks>Owned by the thread that starts it, then by the one that brings the answer.</remarks>
internal sealed class ServedAsk<T>
{
    private readonly Action<ServedRequest, T> _answer;
    private readonly Action<ServedRequest, Exception> _fail;
    private readonly Action<ServedAsk<T>> _keep;
    private readonly Action _complete;
    private ServedRequest _request;
    private ValueTaskAwaiter<T> _awaiter;

    internal ServedAsk(Action<ServedRequest, T> answer, Action<ServedRequest, Exception> fail, Action<ServedAsk<T>> keep)
    {
        _answer = answer;
        _fail = fail;
        _keep = keep;
        _complete = Complete;
    }

    internal void Start(ServedRequest request, ValueTask<T> task)
    {
        _request = request;
        _awaiter = task.GetAwaiter();
        if (_awaiter.IsCompleted)
        {
            Complete();
        }
        else
        {
            _awaiter.UnsafeOnCompleted(_complete);
        }
    }

    private void Complete()
    {
        var request = _request;
        try
        {
            _answer(request, _awaiter.GetResult());
        }
        catch (Exception error)
        {
            // The boundary of the region: its fault is the answer.
            _fail(request, error);
        }

        _request = default;
        _awaiter = default;
        _keep(this);
    }
}
