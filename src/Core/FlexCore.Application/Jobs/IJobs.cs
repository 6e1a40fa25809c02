using FlexCore.Application.Nodes;

namespace FlexCore.Application.Jobs;

/// <summary>Runs that end, done by a node: <c>flexcore run</c> submitted to a server.</summary>
/// <remarks>A job survives a stop or crash of the node and goes on at its checkpoint. Expected refusals are values. Thread-safe.</remarks>
public interface IJobs
{
    /// <summary>Takes a job and starts it.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="request">What to do.</param>
    /// <param name="cancellationToken">Stops waiting; the job may still be taken.</param>
    /// <returns>The job, when document and input are durable.</returns>
    Task<NodeReply<JobView>> SubmitAsync(NodeCall call, SubmitJob request, CancellationToken cancellationToken = default);

    /// <summary>One job.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="id">The job.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<NodeReply<JobView>> GetAsync(NodeCall call, string id, CancellationToken cancellationToken = default);

    /// <summary>The tenant's jobs, the newest first.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="query">Which of them.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Page<JobView>> ListAsync(NodeCall call, PageQuery query, CancellationToken cancellationToken = default);

    /// <summary>Ends a job at work for good.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="id">The job.</param>
    /// <param name="cancellationToken">Stops waiting; the cancellation still happens.</param>
    Task<NodeReply<JobView>> CancelAsync(NodeCall call, string id, CancellationToken cancellationToken = default);
}
