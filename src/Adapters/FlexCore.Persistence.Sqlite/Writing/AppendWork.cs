using System.Threading.Tasks.Sources;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.Sqlite.State;

namespace FlexCore.Persistence.Sqlite.Writing;

/// <summary>An append on its way. Reused: the object is the task that the caller awaits, so an append allocates nothing of its own.</summary>
/// <remarks>Owned by the caller until enqueued, by the writer until completed, and by the pool after the caller has taken the result.</remarks>
internal sealed class AppendWork : CommitWork, IValueTaskSource<AppendResult>
{
    private readonly AppendWorkPool _pool;
    private ManualResetValueTaskSourceCore<AppendResult> _source;
    private AppendRequest? _request;
    private StreamHead? _head;
    private AppendResult _result;
    private JournalException? _error;
    private long _firstSeq;

    public AppendWork(AppendWorkPool pool)
    {
        _pool = pool;

        // A caller's code never runs on the completing thread, so one slow caller cannot hold up the others of its commit.
        _source.RunContinuationsAsynchronously = true;
    }

    public ValueTask<AppendResult> Outcome => new(this, _source.Version);

    private AppendRequest Request => _request ?? throw new InvalidOperationException("The append is not in use.");

    public void Use(AppendRequest request) => _request = request;

    /// <summary>Gives the object back without having been enqueued.</summary>
    public void Abandon()
    {
        Forget();
        _pool.Return(this);
    }

    public override TraceParent? Trace => Request.Metadata.TraceParent;

    public override void Apply(WriterSession session)
    {
        var request = Request;
        var shard = request.Lease.Shard;
        var epoch = session.EpochOf(shard);
        if (epoch != request.Lease.Epoch)
        {
            _result = new AppendResult(AppendStatus.Fenced, 0, 0, epoch);
            return;
        }

        StreamHead head;
        try
        {
            head = session.HeadOf(request.Stream);
        }
        catch (CorruptEventException error)
        {
            // The damage concerns this stream alone; the others of the commit go on.
            _error = error;
            return;
        }

        if (head.Version != request.ExpectedVersion)
        {
            _result = new AppendResult(AppendStatus.WrongExpectedVersion, head.Version, 0, epoch);
            return;
        }

        _head = head;
        _firstSeq = session.Insert(request, head);
        _result = new AppendResult(AppendStatus.Committed, head.Version, session.OffsetOf(shard), epoch);
    }

    public override void Undo(WriterSession session)
    {
        if (_head is { } head)
        {
            session.TakeBack(Request, head);
            _head = null;
        }
    }

    public override void Published(WriterSession session)
    {
        if (_head is { } head)
        {
            session.Publish(new CommittedAppend(head, _firstSeq, Request.Events.Count), Request.Lease.Shard, _result.ShardOffset);
        }
    }

    public override void Fail(JournalException error) => _error = error;

    public override void Complete()
    {
        var (error, result) = (_error, _result);
        if (error is null)
        {
            _source.SetResult(result);
        }
        else
        {
            _source.SetException(error);
        }
    }

    AppendResult IValueTaskSource<AppendResult>.GetResult(short token)
    {
        try
        {
            return _source.GetResult(token);
        }
        finally
        {
            _source.Reset();
            Forget();
            _pool.Return(this);
        }
    }

    ValueTaskSourceStatus IValueTaskSource<AppendResult>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<AppendResult>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    private void Forget()
    {
        _request = null;
        _head = null;
        _error = null;
        _result = default;
    }
}
