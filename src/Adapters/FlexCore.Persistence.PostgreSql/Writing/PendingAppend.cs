using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.Tracing;

namespace FlexCore.Persistence.PostgreSql.Writing;

/// <summary>An append on its way. Owned by its caller until enqueued, then by one writer; it is told its outcome once.</summary>
/// <remarks>The caller's code never runs on the writer, so one slow caller cannot hold up the others of its commit.</remarks>
internal sealed class PendingAppend(AppendRequest request)
    : TaskCompletionSource<AppendResult>(TaskCreationOptions.RunContinuationsAsynchronously), ITracedWork
{
    public AppendRequest Request { get; } = request;

    public int Shard => Request.Lease.Shard;

    public long Epoch => Request.Lease.Epoch;

    public TraceParent? Trace => Request.Metadata.TraceParent;

    /// <summary>What it will be told when the statement confirms its shard's epoch.</summary>
    public AppendResult Decided { get; set; }

    public static long PayloadBytes(AppendRequest request)
    {
        var bytes = 0L;
        for (var i = 0; i < request.Events.Count; i++)
        {
            bytes += request.Events[i].Payload.Length;
        }

        return bytes;
    }
}
