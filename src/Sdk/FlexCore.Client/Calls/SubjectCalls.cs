using System.Globalization;
using FlexCore.Client.Models;
using FlexCore.Client.Transport;

namespace FlexCore.Client.Calls;

/// <summary>Calls about persons whose values are sealed in the log. Thread-safe; every call throws a <see cref="Problems.NodeException"/> when it does not succeed.</summary>
public sealed class SubjectCalls
{
    private readonly NodeChannel _channel;

    internal SubjectCalls(NodeChannel channel) => _channel = channel;

    /// <summary>Lists persons by id.</summary>
    /// <param name="after">Only those behind this id; <see langword="null"/> for the first ones.</param>
    /// <param name="limit">The most wanted.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<SubjectList> ListAsync(string? after = null, int limit = 100, CancellationToken cancellationToken = default) => _channel.GetAsync(
        string.Create(CultureInfo.InvariantCulture, $"subjects?limit={limit}") + (after is null ? "" : $"&after={Uri.EscapeDataString(after)}"), ClientJson.Default.SubjectList, cancellationToken);

    /// <summary>Reads one person.</summary>
    /// <param name="id">The person.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<SubjectInfo> GetAsync(string id, CancellationToken cancellationToken = default) => _channel.GetAsync(Path(id), ClientJson.Default.SubjectInfo, cancellationToken);

    /// <summary>Forgets a person: destroys the key, so that nothing it has sealed can be read any more. It cannot be undone.</summary>
    /// <param name="id">The person.</param>
    /// <param name="reason">Why, for the record; or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops waiting; it may still be done.</param>
    public Task<SubjectInfo> ForgetAsync(string id, string? reason = null, CancellationToken cancellationToken = default) => _channel.SendAsync(
        new NodeRequest(HttpMethod.Delete, Path(id) + (reason is null ? "" : $"?reason={Uri.EscapeDataString(reason)}")), ClientJson.Default.SubjectInfo, cancellationToken);

    private static string Path(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return $"subjects/{Uri.EscapeDataString(id)}";
    }
}
