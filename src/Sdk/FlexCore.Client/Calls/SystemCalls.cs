using FlexCore.Client.Models;
using FlexCore.Client.Transport;

namespace FlexCore.Client.Calls;

/// <summary>Calls about the upkeep of a node or cluster. Thread-safe; every call throws a <see cref="Problems.NodeException"/> when it does not succeed.</summary>
public sealed class SystemCalls
{
    private readonly NodeChannel _channel;

    internal SystemCalls(NodeChannel channel) => _channel = channel;

    /// <summary>The system jobs: when each ran and runs next, and what it did.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<SystemJobList> JobsAsync(CancellationToken cancellationToken = default) => _channel.GetAsync("system/jobs", ClientJson.Default.SystemJobList, cancellationToken);

    /// <summary>Lets a job run now. Answers when that is noted, not when it has run.</summary>
    /// <param name="name">The job.</param>
    /// <param name="cancellationToken">Stops waiting; it may still run.</param>
    public Task<SystemJobList> RunJobAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return _channel.SendAsync(NodeRequest.Post($"system/jobs/{Uri.EscapeDataString(name)}/run"), ClientJson.Default.SystemJobList, cancellationToken);
    }
}
