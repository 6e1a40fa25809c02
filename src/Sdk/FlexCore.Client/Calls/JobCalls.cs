using FlexCore.Client.Models;
using FlexCore.Client.Transport;

namespace FlexCore.Client.Calls;

/// <summary>Calls about jobs. Thread-safe; every call throws a <see cref="Problems.NodeException"/> when it does not succeed.</summary>
public sealed class JobCalls
{
    private readonly NodeChannel _channel;

    internal JobCalls(NodeChannel channel) => _channel = channel;

    /// <summary>Submits a run. It is durable when this returns.</summary>
    /// <param name="job">The run.</param>
    /// <param name="cancellationToken">Stops waiting; the job may still be taken.</param>
    public Task<JobInfo> SubmitAsync(NewJob job, CancellationToken cancellationToken = default) =>
        _channel.SendAsync(NodeRequest.Json(HttpMethod.Post, "jobs", job, ClientJson.Default.NewJob), ClientJson.Default.JobInfo, cancellationToken);

    /// <summary>Lists jobs, the newest first.</summary>
    /// <param name="query">Which part; <see langword="null"/> for the first.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<Page<JobInfo>> ListAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        _channel.GetAsync("jobs" + (query ?? new ListQuery()).ToQuery(), ClientJson.Default.PageJobInfo, cancellationToken);

    /// <summary>Reads one job.</summary>
    /// <param name="id">The job.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<JobInfo> GetAsync(string id, CancellationToken cancellationToken = default) => _channel.GetAsync(Path(id), ClientJson.Default.JobInfo, cancellationToken);

    /// <summary>Ends a job at work for good.</summary>
    /// <param name="id">The job.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<JobInfo> CancelAsync(string id, CancellationToken cancellationToken = default) =>
        _channel.SendAsync(NodeRequest.Post(Path(id) + "/cancel"), ClientJson.Default.JobInfo, cancellationToken);

    private static string Path(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return "jobs/" + Uri.EscapeDataString(id);
    }
}
