using System.Globalization;
using FlexCore.Client.Models;
using FlexCore.Client.Transport;

namespace FlexCore.Client.Calls;

/// <summary>Calls about projections and read models. Thread-safe; every call throws a <see cref="Problems.NodeException"/> when it does not succeed.</summary>
public sealed class ProjectionCalls
{
    private readonly NodeChannel _channel;

    internal ProjectionCalls(NodeChannel channel) => _channel = channel;

    /// <summary>Lists projections by name.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<ProjectionList> ListAsync(CancellationToken cancellationToken = default) => _channel.GetAsync("projections", ClientJson.Default.ProjectionList, cancellationToken);

    /// <summary>Reads one projection.</summary>
    /// <param name="name">The projection.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<ProjectionInfo> GetAsync(string name, CancellationToken cancellationToken = default) => _channel.GetAsync(Path(name), ClientJson.Default.ProjectionInfo, cancellationToken);

    /// <summary>Declares a projection, or builds it anew when its document has changed.</summary>
    /// <param name="document">The document, YAML or JSON.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<ProjectionInfo> DeclareAsync(string document, CancellationToken cancellationToken = default) =>
        SendAsync(NodeRequest.Json(HttpMethod.Post, "projections", new DeclaredDocument(document), ClientJson.Default.DeclaredDocument), cancellationToken);

    /// <summary>Removes a declared projection with everything that it has made.</summary>
    /// <param name="name">The projection.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<ProjectionInfo> RemoveAsync(string name, CancellationToken cancellationToken = default) => SendAsync(new NodeRequest(HttpMethod.Delete, Path(name)), cancellationToken);

    /// <summary>Lets a projection stand still.</summary>
    /// <param name="name">The projection.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<ProjectionInfo> PauseAsync(string name, CancellationToken cancellationToken = default) => SendAsync(NodeRequest.Post(Path(name) + "/pause"), cancellationToken);

    /// <summary>Lets a projection go on.</summary>
    /// <param name="name">The projection.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<ProjectionInfo> ResumeAsync(string name, CancellationToken cancellationToken = default) => SendAsync(NodeRequest.Post(Path(name) + "/resume"), cancellationToken);

    /// <summary>Forgets what a projection has made and begins at the first event.</summary>
    /// <param name="name">The projection.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<ProjectionInfo> ResetAsync(string name, CancellationToken cancellationToken = default) => SendAsync(NodeRequest.Post(Path(name) + "/reset"), cancellationToken);

    /// <summary>Builds a projection anew beside the live one. It is swapped in by <see cref="SwapAsync"/>.</summary>
    /// <param name="name">The projection.</param>
    /// <param name="until">Only events up to this instant; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<ProjectionInfo> RebuildAsync(string name, DateTimeOffset? until = null, CancellationToken cancellationToken = default) => SendAsync(
        NodeRequest.Post(Path(name) + "/rebuild" + (until is { } instant ? "?until=" + Uri.EscapeDataString(instant.ToString("O", CultureInfo.InvariantCulture)) : "")), cancellationToken);

    /// <summary>Builds a projection anew beside the live one, and reads the new one as soon as it has caught up.</summary>
    /// <param name="name">The projection.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<ProjectionInfo> ReplaceAsync(string name, CancellationToken cancellationToken = default) => SendAsync(NodeRequest.Post(Path(name) + "/rebuild?swap=true"), cancellationToken);

    /// <summary>Makes a generation the one that is read.</summary>
    /// <param name="name">The projection.</param>
    /// <param name="generation">The generation; <see langword="null"/> for the newest that can.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<ProjectionInfo> SwapAsync(string name, long? generation = null, CancellationToken cancellationToken = default) =>
        SendAsync(NodeRequest.Post(Path(name) + "/swap" + Query(("generation", Text(generation)))), cancellationToken);

    /// <summary>Forgets a generation that is not the live one.</summary>
    /// <param name="name">The projection.</param>
    /// <param name="generation">The generation.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<ProjectionInfo> ForgetAsync(string name, long generation, CancellationToken cancellationToken = default) =>
        SendAsync(new NodeRequest(HttpMethod.Delete, $"{Path(name)}/generations/{Text(generation)}"), cancellationToken);

    /// <summary>Waits until a projection has come as far as a token, or as the store has come now.</summary>
    /// <param name="name">The projection.</param>
    /// <param name="patience">How long to wait, at most 30 s.</param>
    /// <param name="token">The token; <see langword="null"/> for the end of the store.</param>
    /// <param name="generation">The generation; <see langword="null"/> for the live one.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<ProjectionInfo> WaitAsync(string name, TimeSpan patience, string? token = null, long? generation = null, CancellationToken cancellationToken = default) => _channel.GetAsync(
        Path(name) + "/wait" + Query(("wait", Text((long)patience.TotalMilliseconds)), ("token", token), ("generation", Text(generation))), ClientJson.Default.ProjectionInfo, cancellationToken);

    /// <summary>The events that a projection cannot take, and those behind them.</summary>
    /// <param name="name">The projection.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<ParkedList> ParkedAsync(string name, CancellationToken cancellationToken = default) => _channel.GetAsync(Path(name) + "/parked", ClientJson.Default.ParkedList, cancellationToken);

    /// <summary>Tries parked events again now.</summary>
    /// <param name="name">The projection.</param>
    /// <param name="group">Only this group; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<ProjectionInfo> RedriveAsync(string name, string? group = null, CancellationToken cancellationToken = default) =>
        SendAsync(NodeRequest.Post(Path(name) + "/redrive" + Query(("group", group))), cancellationToken);

    /// <summary>Gives a parked event up.</summary>
    /// <param name="name">The projection.</param>
    /// <param name="place">Its place, <c>shard:offset</c>.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<ProjectionInfo> DiscardAsync(string name, string place, CancellationToken cancellationToken = default) =>
        SendAsync(new NodeRequest(HttpMethod.Delete, $"{Path(name)}/parked/{Uri.EscapeDataString(place)}"), cancellationToken);

    /// <summary>Reads documents of a read model by key.</summary>
    /// <param name="projection">The projection.</param>
    /// <param name="limit">The most documents, 1 to 1,000.</param>
    /// <param name="after">Where to go on; <see langword="null"/> for the front.</param>
    /// <param name="generation">The generation; <see langword="null"/> for the live one.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<ReadModelList> DocumentsAsync(string projection, int limit = 100, string? after = null, long? generation = null, CancellationToken cancellationToken = default) => _channel.GetAsync(
        Model(projection) + Query(("limit", Text(limit)), ("after", after), ("generation", Text(generation))), ClientJson.Default.ReadModelList, cancellationToken);

    /// <summary>Reads one document of a read model.</summary>
    /// <param name="projection">The projection.</param>
    /// <param name="key">Its key.</param>
    /// <param name="generation">The generation; <see langword="null"/> for the live one.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<ReadModelInfo> DocumentAsync(string projection, string key, long? generation = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return _channel.GetAsync($"{Model(projection)}/{Uri.EscapeDataString(key)}{Query(("generation", Text(generation)))}", ClientJson.Default.ReadModelInfo, cancellationToken);
    }

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string Query(params ReadOnlySpan<(string Name, string? Value)> parts)
    {
        var query = "";
        foreach (var (name, value) in parts)
        {
            query += value is null ? "" : $"{(query.Length == 0 ? '?' : '&')}{name}={Uri.EscapeDataString(value)}";
        }

        return query;
    }

    private static string Path(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return "projections/" + Uri.EscapeDataString(name);
    }

    private static string Model(string projection)
    {
        ArgumentException.ThrowIfNullOrEmpty(projection);
        return "read-models/" + Uri.EscapeDataString(projection);
    }

    private Task<ProjectionInfo> SendAsync(NodeRequest request, CancellationToken cancellationToken) => _channel.SendAsync(request, ClientJson.Default.ProjectionInfo, cancellationToken);
}
