using FlexCore.Client.Models;
using FlexCore.Client.Transport;

namespace FlexCore.Client.Calls;

/// <summary>Calls about how long events are kept. Thread-safe; every call throws a <see cref="Problems.NodeException"/> when it does not succeed.</summary>
public sealed class RetentionCalls
{
    private readonly NodeChannel _channel;

    internal RetentionCalls(NodeChannel channel) => _channel = channel;

    /// <summary>Lists what was set and what the configuration says.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<RetentionPolicies> ListAsync(CancellationToken cancellationToken = default) => _channel.GetAsync("retention", ClientJson.Default.RetentionPolicies, cancellationToken);

    /// <summary>Reads what is kept of one name, and what was taken away from it.</summary>
    /// <param name="kind"><c>topic</c>, <c>stream</c>, <c>execution</c> or <c>schedule</c>.</param>
    /// <param name="name">The name, or the pattern of a policy.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<RetentionInfo> GetAsync(string kind, string name, CancellationToken cancellationToken = default) => _channel.GetAsync(Path(kind, name), ClientJson.Default.RetentionInfo, cancellationToken);

    /// <summary>Sets what is kept of a name, or of all names of a pattern.</summary>
    /// <param name="kind"><c>topic</c>, <c>stream</c>, <c>execution</c> or <c>schedule</c>.</param>
    /// <param name="pattern">A name, or a pattern in which <c>*</c> stands for any text.</param>
    /// <param name="keep"><c>forever</c>, a span such as <c>7d</c>, a number, or both as <c>7d/1000</c>.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<RetentionInfo> SetAsync(string kind, string pattern, string keep, CancellationToken cancellationToken = default) =>
        _channel.SendAsync(NodeRequest.Json(HttpMethod.Put, Path(kind, pattern), new NewRetention(keep), ClientJson.Default.NewRetention), ClientJson.Default.RetentionInfo, cancellationToken);

    /// <summary>Takes a policy back that was set.</summary>
    /// <param name="kind"><c>topic</c>, <c>stream</c>, <c>execution</c> or <c>schedule</c>.</param>
    /// <param name="pattern">The pattern of the policy.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<RetentionInfo> ClearAsync(string kind, string pattern, CancellationToken cancellationToken = default) =>
        _channel.SendAsync(new NodeRequest(HttpMethod.Delete, Path(kind, pattern)), ClientJson.Default.RetentionInfo, cancellationToken);

    private static string Path(string kind, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return $"retention/{Uri.EscapeDataString(kind)}/{Uri.EscapeDataString(name)}";
    }
}
